import type { Api } from '../../api/client';

/** What an entry session asks of the main process. */
export type SessionApi = {
  drafts: Pick<Api['drafts'], 'open' | 'saveHeader' | 'saveRow' | 'saveStep' | 'standing'>;
  peerMentors: Pick<Api['peerMentors'], 'propose'>;
  computer: Pick<Api['computer'], 'copy'>;
};
