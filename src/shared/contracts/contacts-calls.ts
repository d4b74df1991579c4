import { oc } from '@orpc/contract';
import { z } from 'zod';
import { exportResult } from './activity-list';
import { contact, contactFields } from './contact';
import { id } from './primitives';
import { saveResult } from './results';
import { sessionFormats } from './sessions';
import { recordStates } from './status';

const search = z.string().max(200).optional();
/** A part of a list of people. */
export const peoplePage = z.object({ search, offset: z.int().min(0), limit: z.int().min(1).max(500) });

/** What may be asked about people met. */
export const contactsApi = {
  list: oc.input(peoplePage).output(
    z.object({
      total: z.int(),
      lines: z.array(contact.extend({ unitName: z.string(), state: z.enum(recordStates) })),
    }),
  ),
  create: oc
    .input(z.strictObject({ fields: contactFields }))
    .output(z.object({ id: id.nullable(), result: saveResult })),
  /** `seen`: what stood in the fields when she began to change them; without it, what stands there now. */
  update: oc
    .input(z.strictObject({ id, changes: contactFields.partial(), seen: contactFields.partial().optional() }))
    .output(saveResult),
  /** Writes those that are found to a file; a window of the main process asks where. */
  export: oc.input(z.strictObject({ search, format: z.enum(sessionFormats) })).output(exportResult),
};
