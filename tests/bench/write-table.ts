import { type Figure, isMet } from './figure';

/** The figures as aligned text. */
export function writeTable(figures: readonly Figure[]): string {
  const head = ['what', 'ours', 'raw', 'ours ÷ raw', 'goal', 'met'];
  const lines = [head, ...figures.map(line)];
  const widths = head.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}

function line(figure: Figure): string[] {
  const { what, unit, ours, raw } = figure;
  return [
    what,
    `${short(ours)} ${unit}`,
    raw === undefined ? '' : `${short(raw)} ${unit}`,
    raw === undefined ? '' : short(ours / raw),
    goalText(figure),
    { true: 'yes', false: 'NO', null: '' }[String(isMet(figure))] ?? '',
  ];
}

function goalText({ goal, unit }: Figure): string {
  if (!goal) return '';
  if ('value' in goal) return `≤ ${goal.value} ${unit}`;
  return unit === 'rows/s' ? `≥ ${goal.ofRaw * 100} % of raw` : `≤ ${goal.ofRaw} × raw`;
}

function short(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
