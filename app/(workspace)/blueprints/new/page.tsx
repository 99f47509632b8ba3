import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { mayAct } from '#lib/domain/access/claims';
import { emptyBlueprint } from '#lib/domain/blueprint-editor/settings';
import { findBlueprint, getBlueprintCatalogue } from '#lib/server/blueprint/queries';
import { getWorkspace } from '#lib/server/organization/queries';
import { BlueprintEditor } from '@/components/blueprint/blueprint-editor';
import { NotAllowed } from '@/components/shell/not-allowed';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('blueprint'))('create') };
}

type NewBlueprintPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewBlueprintPage({ searchParams }: NewBlueprintPageProps) {
  const { caller, organization } = await getWorkspace();
  if (!mayAct(caller, 'org_chat', organization.id)) return <NotAllowed />;
  const [{ from, version }, { agents }, t] = await Promise.all([
    searchParams,
    getBlueprintCatalogue(),
    getTranslations('blueprint'),
  ]);
  const letters = crypto.randomUUID().slice(0, 4);
  const origin =
    typeof from === 'string'
      ? await findBlueprint(from, typeof version === 'string' ? Number(version) : undefined)
      : undefined;
  if (from !== undefined && !origin) notFound();
  const initial = origin
    ? {
        ...origin.blueprint,
        ...{ id: `${origin.blueprint.id.slice(0, 38)}-${letters}`, version: 1 },
        name: t('copyOf', { name: origin.blueprint.name }).slice(0, 200),
      }
    : emptyBlueprint(`blueprint-${letters}`, t('untitled'));
  return <BlueprintEditor kind="new" initial={initial} catalogue={agents} versions={[]} maySave />;
}
