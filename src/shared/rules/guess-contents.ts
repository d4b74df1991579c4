import { activityModes, activitySettings } from '../contracts/activity';
import type { ImportTable } from './find-header';
import { widthOf } from './find-header';
import type { ImportColumn } from './import-words';
import { makeRecogniser, type Recognise, type Recognising } from './recognise-cell';

const sampledLines = 50;
/** Of the cells that hold something, so many must be understood before a column is taken for what they are. */
const enough = 0.6;
/** Below this, numbers are people rather than minutes. */
const fewestMinutes = 10;

/** What the columns of a table without headings are, by what stands in them; null where that says nothing. */
export function guessContents(table: ImportTable, at: Recognising): (ImportColumn | null)[] {
  const columns = Array.from({ length: widthOf(table) }, (_, column) =>
    table.slice(0, sampledLines).flatMap((line) => (line[column]?.trim() ? [line[column].trim()] : [])),
  );
  const given = new Set<ImportColumn>();
  const recognise = makeRecogniser(at);
  return columns.map((texts) => {
    const found = meaningsOf(texts, at, recognise).find((column) => !given.has(column)) ?? null;
    if (found) given.add(found);
    return found;
  });
}

function meaningsOf(texts: readonly string[], at: Recognising, recognise: Recognise): ImportColumn[] {
  if (texts.length === 0) return [];
  const share = (isSuch: (text: string) => boolean) => texts.filter(isSuch).length / texts.length;
  const among = (column: ImportColumn, values: readonly string[]) => (text: string) =>
    values.includes(recognise(column, text));
  const mentors = at.mentors.map(({ id }) => id);
  const types = at.types.map(({ id }) => id);
  const isNumber = (text: string) => /^\d{1,4}([.,]\d+)?$/.test(text);
  const isDate = (text: string) =>
    !/^\d{1,4}$/.test(text) && /^\d{4}-\d{2}-\d{2}$/.test(recognise('date', text));
  if (share(among('mentor', mentors)) >= enough) return ['mentor'];
  if (share(isDate) >= enough) return ['date'];
  if (share(among('type', types)) >= enough) return ['type'];
  if (share(among('mode', activityModes)) >= enough) return ['mode'];
  if (share(among('setting', activitySettings)) >= enough) return ['setting'];
  if (share((text) => /^(ja|nei|yes|no|x)$/i.test(text)) >= enough) return ['newParticipants'];
  if (share((text) => /^\d{1,2}:\d{2}$|^\d{1,3} ?(?:min|t|timer)/i.test(text)) >= enough) return ['duration'];
  if (share(isNumber) >= enough)
    return share((text) => Number(text.replace(',', '.')) >= fewestMinutes) >= 0.5
      ? ['duration', 'participants', 'km']
      : ['participants', 'km'];
  return texts.some((text) => text.includes(' ')) ? ['note'] : [];
}
