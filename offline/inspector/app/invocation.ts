/** What `GET /_offline/invocations` tells of each. */
export type Invocation = {
  requestId: string;
  functionName: string;
  startedAt: number;
  durationMs: number;
  initMs?: number;
  memoryMb: number;
  usedMb?: number;
  status: string;
  error?: { type: string; message: string };
  trigger: string;
  payload: string;
  result: string;
  logs: string[];
  traceId: string;
};
