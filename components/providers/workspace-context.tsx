'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { type Caller, mayAct } from '#lib/domain/access/claims';
import type { Capability } from '#lib/domain/access/roles';

export type WorkspaceInfo = { caller: Caller; organization: { id: string; name: string } };

const WorkspaceContext = createContext<WorkspaceInfo | null>(null);

/** Tells the screens who is here and which organization is looked at. The backend decides; this only hides. */
export function WorkspaceProvider({ value, children }: { value: WorkspaceInfo; children: ReactNode }) {
  return <WorkspaceContext value={value}>{children}</WorkspaceContext>;
}

/** Who is here, and where. */
export function useWorkspace(): WorkspaceInfo {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is used outside of the workspace. Render it under app/(workspace).');
  return workspace;
}

/** Whether the person may do this in the organization that is looked at. */
export function useMay(capability: Capability): boolean {
  const { caller, organization } = useWorkspace();
  return mayAct(caller, capability, organization.id);
}
