/** What a spreadsheet takes for a formula at the beginning of a cell. */
const formula = /^[=+\-@\t\r]/;

/** One cell of a file that is separated by semicolons: quoted where it must be, and never read as a formula. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value.replace(formula, "'$&");
  return /[;"\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line, ended as spreadsheets expect. */
export function csvLine(values: (string | number)[]): string {
  return `${values.map(csvCell).join(';')}\r\n`;
}
