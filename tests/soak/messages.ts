/** What a process holds after everything of no use was collected. */
export type Usage = {
  rssMb: number;
  /** JavaScript's objects, without the code that is compiled from them. */
  heapMb: number;
  codeMb: number;
  /** Outside of the heap, on behalf of objects in it. */
  externalMb: number;
  files: number;
};

/** What a device tells the soak. `saved` is sent after the save has returned: that is the acknowledgement. */
export type FromDevice =
  | { kind: 'ready' }
  | { kind: 'saved'; recordId: string; note: string }
  | ({ kind: 'sample'; oldestWaitMs: number } & Usage)
  | { kind: 'defect'; what: string }
  | ({ kind: 'report' } & DeviceReport);

export type DeviceReport = {
  /** Without what waits for something parked. */
  waiting: number;
  status: string;
  /** What the newest run came to, and how long ago; null before the first. */
  lastRun: string | null;
  /** Notes of what is parked or waits for that, and of edits that lost a conflict: kept and shown to her. */
  kept: string[];
  conflicted: string[];
  /** Records of those mutations: their author goes on seeing what she wrote. */
  keptRecords: string[];
  /** Id, revision and note of every activity. */
  mirror: [string, number, string][];
  isIntact: boolean;
  defects: number;
};

export type DeviceOrder = 'work' | 'rest' | 'sample' | 'report';
