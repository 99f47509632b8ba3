'use client';

import { createContext, useContext } from 'react';

/** What does not change about a run. */
export type RunInfo = {
  id: string;
  projectId: string;
  projectName: string;
  name: string;
  input: unknown;
  correlationId: string;
  startedByEmail: string | null;
  startedAt: string;
  replayOf: string | null;
  fromStepId: string | null;
  isFork: boolean;
};

type RunContextValue = { run: RunInfo; mayChange: boolean };

/** Tells the parts of a run's page whose they are, and whether the person may change something. */
export const RunContext = createContext<RunContextValue | null>(null);

export function useRunInfo(): RunContextValue {
  const value = useContext(RunContext);
  if (!value) throw new Error('useRunInfo is used outside of a run. Render it under RunView.');
  return value;
}
