import type { DesignComponent } from '../../design/schema.ts';
import type { EntityModel } from '../entities/entity-model.ts';
import type { ComponentModel, Gap, IntegrationModel, ProjectModel } from '../project-model.ts';

type Kind = DesignComponent['kind'];

/** Kinds of which an application has one. */
const single = ['interface', 'queue', 'identity', 'approval', 'monitoring'] as const satisfies readonly Kind[];
export type SingleKind = (typeof single)[number];

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

type Parts = Pick<ProjectModel, 'components' | 'entities' | 'integrations'>;

/** Puts entities into stores and integrations into connectors, by the design's references. */
export function compose({ components, entities, integrations }: Parts): Composition {
  const ofKind = (kind: Kind) => components.filter((component) => component.kind === kind);
  const automatic = integrations.filter(({ pattern }) => pattern !== 'manual');
  const stores = ofKind('store');
  const connectors = ofKind('connector');
  const isIn = (parents: readonly ComponentModel[], id: string) => parents.some((parent) => parent.id === id);
  const [interfaces, queue, identity, approval, monitoring] = single.map((kind) => ofKind(kind)[0]);
  return {
    single: { interface: interfaces, queue, identity, approval, monitoring },
    stores: stores.map((component) => ({
      component,
      entities: entities.filter((entity) => entity.component === component.id),
    })),
    storeless: entities.filter((entity) => !isIn(stores, entity.component)),
    connectors: connectors.map((component) => ({
      component,
      integrations: automatic.filter((integration) => integration.component === component.id),
    })),
    loose: automatic.filter((integration) => !isIn(connectors, integration.component)),
    functions: ofKind('function'),
    agents: ofKind('agent'),
    knowledgeBases: ofKind('knowledge-base'),
  };
}

/** What the design has and the bundle does not. */
export function findCompositionGaps({ components, integrations }: Parts): Gap[] {
  const further = single.flatMap((kind) => components.filter((component) => component.kind === kind).slice(1));
  return [
    ...further.map(({ id, name, kind }) => ({
      id,
      text: `"${name}" is specified and not built: the bundle has one component of the kind ${kind}.`,
    })),
    ...components
      .filter(({ kind }) => kind === 'function')
      .map(({ id, name, purpose, slug }) => ({
        id,
        text: `"${name}" checks records; its own work comes in as handlers['${slug}'] of createApplication: ${purpose}`,
      })),
    ...components
      .filter(({ id, kind }) => kind === 'connector' && !integrations.some(({ component }) => component === id))
      .map(({ id, name }) => ({
        id,
        text: `"${name}" is specified and not built: the design has no integration for it.`,
      })),
    ...integrations
      .filter(({ pattern }) => pattern === 'manual')
      .map(({ id, system }) => ({ id, text: `"${system}" is served by hand, so it has no connector.` })),
  ];
}

/** Whether a component has a module of its own. */
export function isBuilt(component: ComponentModel, { single }: Composition): boolean {
  return !(component.kind in single) || Object.values(single).includes(component);
}
