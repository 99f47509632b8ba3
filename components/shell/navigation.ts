import { BookOpen, ClipboardCheck, FolderKanban, House, type LucideIcon, ShieldCheck, Workflow } from 'lucide-react';
import { mayAct } from '#lib/domain/access/claims';
import type { Capability } from '#lib/domain/access/roles';
import type { WorkspaceInfo } from '../providers/workspace-context.tsx';

type NavigationItem = {
  href: string;
  /** Key under `navigation` in the catalogue. */
  label: 'home' | 'projects' | 'knowledge' | 'blueprints' | 'approvals' | 'guardrails';
  icon: LucideIcon;
  needs: Capability;
  /** The key that follows `g`. */
  key: string;
};

const items: readonly NavigationItem[] = [
  { href: '/', label: 'home', icon: House, needs: 'org_read', key: 'h' },
  { href: '/projects', label: 'projects', icon: FolderKanban, needs: 'org_read', key: 'p' },
  { href: '/knowledge', label: 'knowledge', icon: BookOpen, needs: 'org_read', key: 'k' },
  { href: '/blueprints', label: 'blueprints', icon: Workflow, needs: 'org_read', key: 'b' },
  { href: '/approvals', label: 'approvals', icon: ClipboardCheck, needs: 'org_read', key: 'a' },
  { href: '/guardrails', label: 'guardrails', icon: ShieldCheck, needs: 'org_read', key: 'r' },
];

/** Where this person may go: navigation, palette and shortcuts all read it. */
export function navigationFor({ caller, organization }: WorkspaceInfo): readonly NavigationItem[] {
  return items.filter(({ needs }) => mayAct(caller, needs, organization.id));
}
