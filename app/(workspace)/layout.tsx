import type { ReactNode } from 'react';
import { getAmplifyConfig } from '#lib/server/config/amplify-config';
import { getWorkspace } from '#lib/server/organization/queries';
import { DataProviders } from '@/components/providers/data-providers';
import { WorkspaceProvider } from '@/components/providers/workspace-context';
import { NoOrganization } from '@/components/shell/no-organization';
import { WorkspaceShell } from '@/components/shell/workspace-shell';

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const { caller, organization, organizations } = await getWorkspace();
  return (
    <DataProviders config={await getAmplifyConfig()}>
      <WorkspaceProvider value={{ caller, organization }}>
        <WorkspaceShell organizations={organizations}>{organization.id ? children : <NoOrganization />}</WorkspaceShell>
      </WorkspaceProvider>
    </DataProviders>
  );
}
