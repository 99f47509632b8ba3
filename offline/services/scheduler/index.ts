import type { OfflineRequest } from '../../kernel/http.ts';
import { readEach } from '../../kernel/read-each.ts';
import type { Resource } from '../../kernel/resource.ts';
import { handleRestJson, type RestRoute } from '../../kernel/rest-json.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { Firing } from './firing.ts';
import { Invocations } from './invocations.ts';
import * as groups from './operations/groups.ts';
import * as schedules from './operations/schedules.ts';
import type { Parts } from './operations/shapes.ts';
import * as tags from './operations/tags.ts';
import { schedulerResources, toSchedule, toTags } from './resources.ts';
import { SchedulerState } from './state.ts';

const routes: readonly RestRoute<Parts>[] = [
  { method: 'GET', path: '/schedules', operation: schedules.listSchedules },
  { method: 'POST', path: '/schedules/{Name}', operation: schedules.createSchedule },
  { method: 'GET', path: '/schedules/{Name}', operation: schedules.getSchedule },
  { method: 'PUT', path: '/schedules/{Name}', operation: schedules.updateSchedule },
  { method: 'DELETE', path: '/schedules/{Name}', operation: schedules.deleteSchedule },
  { method: 'GET', path: '/schedule-groups', operation: groups.listScheduleGroups },
  { method: 'POST', path: '/schedule-groups/{Name}', operation: groups.createScheduleGroup },
  { method: 'GET', path: '/schedule-groups/{Name}', operation: groups.getScheduleGroup },
  { method: 'DELETE', path: '/schedule-groups/{Name}', operation: groups.deleteScheduleGroup },
  { method: 'GET', path: '/tags/{ResourceArn}', operation: tags.listTagsForResource },
  { method: 'POST', path: '/tags/{ResourceArn}', operation: tags.tagResource },
  { method: 'DELETE', path: '/tags/{ResourceArn}', operation: tags.untagResource },
];

const PATH = /^\/(schedules|schedule-groups|tags)(\/|$)/;
/** The service in a signature's credential scope: a bucket named `schedules` is S3's. */
const SCOPE = /Credential=[^,\s]*\/scheduler\/aws4_request/;

export const scheduler = {
  name: 'scheduler',
  resources: schedulerResources,
  route: {
    matches: ({ rawPath, headers }: OfflineRequest) => PATH.test(rawPath) && SCOPE.test(headers.authorization ?? ''),
  },
  create(context) {
    const state = new SchedulerState(context);
    const invocations = new Invocations(state);
    const firing = new Firing(state, invocations);
    return {
      apply(resources) {
        applyDefinitions(state, resources);
        firing.refresh();
      },
      start() {
        invocations.start();
        firing.start();
      },
      handle: (request) => handleRestJson({ routes, state: { state, firing }, context }, request),
      stop() {
        firing.stop();
        invocations.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;

/** Makes groups and schedules what the definitions say; what the API made at run time stays. */
function applyDefinitions(state: SchedulerState, resources: readonly Resource[]): void {
  const groupResources = resources.filter(({ type }) => type === 'AWS::Scheduler::ScheduleGroup');
  const wantedGroups = groupResources.map(({ ref }) => ref);
  const wanted = readEach(
    resources.filter(({ type }) => type === 'AWS::Scheduler::Schedule'),
    toSchedule,
  );
  for (const resource of groupResources) {
    const { arn } = state.saveGroup(resource.ref, true);
    tags.writeTags(state, arn, toTags(resource));
  }
  for (const entry of state.all()) {
    if (entry.ofApp && !wanted.some(({ group, name }) => group === entry.group && name === entry.name)) {
      state.remove(entry);
    }
  }
  for (const { name, ofApp } of state.groups()) {
    if (ofApp && !wantedGroups.includes(name)) state.removeGroup(name);
  }
  for (const schedule of wanted) state.save({ ...schedule, ofApp: true, token: undefined });
}
