import { oc } from '@orpc/contract';
import { z } from 'zod';
import { sessionHeader } from './drafts';
import { id } from './primitives';
import { saveResult } from './results';

/** How an entry session usually begins; kept on this computer, for one unit. */
const template = z.object({
  id,
  name: z.string().trim().min(1).max(80),
  header: sessionHeader,
  mentorIds: z.array(id).max(500),
});
export type Template = z.infer<typeof template>;

/** What may be asked about templates. */
export const templatesApi = {
  list: oc.input(z.strictObject({ unitId: id })).output(z.array(template)),
  save: oc.input(template.omit({ id: true })).output(z.object({ id: id.nullable(), result: saveResult })),
  rename: oc.input(template.pick({ id: true, name: true })).output(saveResult),
  /** A removed one can be restored. */
  remove: oc.input(z.strictObject({ id })).output(saveResult),
  restore: oc.input(z.strictObject({ id })).output(saveResult),
};
