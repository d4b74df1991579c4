const yes = ['yes', 'y', 'ja', 'j', '1'];
const no = ['no', 'n', 'nei', '0'];

/** Reads an answer in any of the product's languages; null when it is neither. `yes` and `no` are what is stored. */
export function readYesNo(text: string): boolean | null {
  const typed = text.trim().toLowerCase();
  if (yes.includes(typed)) return true;
  return no.includes(typed) ? false : null;
}
