import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { HandoverProgress } from '../../shared/contracts/handover';
import type { ipcApi, TrailProgress, TrailRequest } from '../../shared/contracts/ipc';

type Inputs = InferContractRouterInputs<typeof ipcApi>;
type Outputs = InferContractRouterOutputs<typeof ipcApi>;

/** One function per procedure under a key of the IPC contract. */
export type Calls<Key extends keyof typeof ipcApi> = {
  [Name in keyof (typeof ipcApi)[Key]]: (
    input: Name extends keyof Inputs[Key] ? Inputs[Key][Name] : never,
  ) => Answer<Name extends keyof Outputs[Key] ? Outputs[Key][Name] : never>;
};
type Answer<Value> = Value | Promise<Value>;

/** What works on the person's records; there is one while the database is open and somebody has signed in. */
export type Workspace = {
  reference: Calls<'reference'>;
  drafts: Calls<'drafts'>;
  activities: Calls<'activities'>;
  views: Calls<'views'>;
  peerMentors: Calls<'peerMentors'>;
  contacts: Calls<'contacts'>;
  sessions: Calls<'sessions'>;
  templates: Calls<'templates'>;
  sync: Calls<'sync'>;
  ready: Calls<'ready'>;
  overview: Calls<'overview'>;
  handover: Pick<Calls<'handover'>, 'choose' | 'take'> & {
    export(): AsyncGenerator<HandoverProgress, void>;
  };
  trail: Pick<Calls<'trail'>, 'people'> & {
    export(request: TrailRequest): AsyncGenerator<TrailProgress, void>;
  };
};
