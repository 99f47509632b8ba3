import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mayAct } from '#lib/domain/access/claims';
import { findBlueprint, getBlueprintCatalogue } from '#lib/server/blueprint/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { BlueprintEditor } from '@/components/blueprint/blueprint-editor';

type BlueprintPageProps = {
  params: Promise<{ blueprintId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: BlueprintPageProps): Promise<Metadata> {
  const found = await findBlueprint((await params).blueprintId);
  return found ? { title: found.blueprint.name } : {};
}

export default async function BlueprintPage({ params, searchParams }: BlueprintPageProps) {
  const { caller, organization } = await getWorkspace();
  const [{ blueprintId }, { version }] = await Promise.all([params, searchParams]);
  const wanted = version === undefined ? undefined : Number(version);
  const [found, { agents }] = await Promise.all([findBlueprint(blueprintId, wanted), getBlueprintCatalogue()]);
  if (!found) notFound();
  const { blueprint, kind, versions } = found;
  return (
    <BlueprintEditor
      // What is open stays open when it is saved as its next version.
      key={kind === 'old-version' ? `${blueprint.id} ${blueprint.version}` : blueprint.id}
      kind={kind}
      initial={blueprint}
      catalogue={agents}
      versions={versions}
      maySave={mayAct(caller, 'org_chat', organization.id)}
    />
  );
}
