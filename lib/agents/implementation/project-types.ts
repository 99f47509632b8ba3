import type { Design, DesignComponent } from '../design/schema.ts';
import type { EntityModel } from './entities/entity-model.ts';
import type { PreparedRule } from './rules/rule-template.ts';
import type { ImplementationInput } from './schema.ts';

/** Kinds of which an application has one component. */
export type SingleKind = Extract<
  DesignComponent['kind'],
  'interface' | 'queue' | 'identity' | 'approval' | 'monitoring'
>;

/** Which components become modules, and what each holds. */
export type Composition = {
  single: Readonly<Record<SingleKind, ComponentModel | undefined>>;
  stores: { component: ComponentModel; entities: EntityModel[] }[];
  /** Entities that the design puts into no store. */
  storeless: EntityModel[];
  connectors: { component: ComponentModel; integrations: IntegrationModel[] }[];
  /** Integrations that the design puts into no connector. */
  loose: IntegrationModel[];
  functions: ComponentModel[];
  agents: ComponentModel[];
  knowledgeBases: ComponentModel[];
};

export type ComponentModel = DesignComponent & { slug: string; camel: string };
export type IntegrationModel = Design['integrations'][number] & { slug: string; camel: string };
export type RuleModel = PreparedRule & {
  id: string;
  title: string;
  kind: string;
  slug: string;
  camel: string;
  entity: EntityModel;
  sources: readonly string[];
};
export type Gap = { id: string; text: string };

/** The design in names that are safe in code, paths and templates. */
export type ProjectModel = {
  id: string;
  name: string;
  slug: string;
  design: Design;
  plan: ImplementationInput['plan'];
  report: ImplementationInput['report'];
  components: ComponentModel[];
  entities: EntityModel[];
  integrations: IntegrationModel[];
  rules: RuleModel[];
  composition: Composition;
  /** Entities whose records set off work; the others are only kept. */
  followed: EntityModel[];
  /** Role of the people who decide on what agents propose. */
  reviewerRole: string;
  gaps: Gap[];
};
