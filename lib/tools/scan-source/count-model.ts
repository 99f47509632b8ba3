import type { SystemModel } from '#lib/scan/schema';
import type { ScanCounts } from './schema.ts';

export function countModel(model: SystemModel): ScanCounts {
  const { components, relations, apis, stores, events, findings, files } = model;
  return {
    files: files.scanned,
    unreadable: files.unreadable.length,
    components: components.length,
    relations: relations.length,
    apis: apis.length,
    stores: stores.length,
    events: events.length,
    findings: findings.length,
  };
}
