/** UUID version 7: 48 bits of milliseconds, then the random bytes; keys sort by when they were made. `random`: 10 bytes. */
export function makeId(nowMs: number, random: Uint8Array): string {
  const time = Math.max(0, Math.floor(nowMs)).toString(16).padStart(12, '0').slice(-12);
  const byte = (index: number, mask = 0xff, set = 0) =>
    (((random[index] ?? 0) & mask) | set).toString(16).padStart(2, '0');
  const tail = [4, 5, 6, 7, 8, 9].map((index) => byte(index)).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${byte(0, 0x0f, 0x70)}${byte(1)}-${byte(2, 0x3f, 0x80)}${byte(3)}-${tail}`;
}

/** When an id was made (epoch ms); null for one that is no UUID of version 7. */
export function timeOfId(id: string): number | null {
  const match = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i.exec(id);
  return match ? Number.parseInt(`${match[1]}${match[2]}`, 16) : null;
}
