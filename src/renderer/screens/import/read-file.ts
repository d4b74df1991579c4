import { decodeText } from './decode-text';
import { type ImportReading, mostBytes } from './import-source';
import { readText } from './read-text';
import { readWorkbook } from './read-workbook';

const zipMark = [0x50, 0x4b];
/** The container that Excel used before 2007, and uses still around a workbook with a password. */
const oldMark = [0xd0, 0xcf, 0x11, 0xe0];
const pdfMark = [0x25, 0x50, 0x44, 0x46];

/** Reads a spreadsheet or a text file by what is in it, whatever it is called. The file is opened here and nowhere else. */
export async function readFile(file: File): Promise<ImportReading> {
  if (file.size > mostBytes) return { kind: 'too_large' };
  const bytes = await file
    .arrayBuffer()
    .then((buffer) => new Uint8Array(buffer))
    .catch(() => null);
  if (!bytes) return { kind: 'damaged' };
  if (bytes.length === 0) return { kind: 'empty' };
  if (begins(bytes, zipMark)) return readWorkbook(file.name, bytes);
  if (begins(bytes, oldMark)) return { kind: isEncrypted(bytes) ? 'encrypted' : 'old_excel' };
  if (begins(bytes, pdfMark)) return { kind: 'other_format' };
  return readText(file.name, decodeText(bytes));
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

/** Such a container names the part that holds the encrypted workbook, two bytes a letter. */
function isEncrypted(bytes: Uint8Array): boolean {
  return new TextDecoder('utf-16le')
    .decode(bytes.subarray(0, bytes.length & ~1))
    .includes('EncryptedPackage');
}
