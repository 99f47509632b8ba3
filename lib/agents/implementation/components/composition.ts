import type { DesignComponent } from '../../design/schema.ts';
import type { ComponentModel, Composition, ProjectModel, SingleKind } from '../project-types.ts';

type Kind = DesignComponent['kind'];

/** Kinds of which an application has one component. */
export const singleKinds = [
  'interface',
  'queue',
  'identity',
  'approval',
  'monitoring',
] as const satisfies readonly SingleKind[];

type Parts = Pick<ProjectModel, 'components' | 'entities' | 'integrations'>;

/** Puts entities into stores and integrations into connectors, by the design's references. */
export function compose({ components, entities, integrations }: Parts): Composition {
  const ofKind = (kind: Kind) => components.filter((component) => component.kind === kind);
  const automatic = integrations.filter(({ pattern }) => pattern !== 'manual');
  const stores = ofKind('store');
  const connectors = ofKind('connector');
  const isIn = (parents: readonly ComponentModel[], id: string) => parents.some((parent) => parent.id === id);
  const [interfaces, queue, identity, approval, monitoring] = singleKinds.map((kind) => ofKind(kind)[0]);
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

/** Whether a component has a module of its own. */
export function isBuilt(component: ComponentModel, { single }: Composition): boolean {
  return !(component.kind in single) || Object.values(single).includes(component);
}
