/** What a device tells the soak. `saved` is sent after the save has returned: that is the acknowledgement. */
export type FromDevice =
  | { kind: 'ready' }
  | { kind: 'saved'; recordId: string; note: string }
  | { kind: 'sample'; rssMb: number; files: number; oldestWaitMs: number }
  | { kind: 'defect'; what: string }
  | ({ kind: 'report' } & DeviceReport);

export type DeviceReport = {
  waiting: number;
  status: string;
  /** Notes of parked mutations, and of edits that lost a conflict: kept and shown to her. */
  parked: string[];
  conflicted: string[];
  /** Records with a parked mutation: their author goes on seeing what she wrote. */
  parkedRecords: string[];
  /** Id, revision and note of every activity. */
  mirror: [string, number, string][];
  isIntact: boolean;
  defects: number;
};

export type DeviceOrder = 'work' | 'rest' | 'sample' | 'report';
