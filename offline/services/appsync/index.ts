import type { OfflineRequest } from '../../kernel/http.ts';
import type { OfflineService } from '../../kernel/service.ts';
import { handleGraphql } from './operations/graphql.ts';
import { handleManagement, isManagement } from './operations/management.ts';
import { Publisher } from './realtime/publisher.ts';
import { RealtimeServer } from './realtime/server.ts';
import { appsyncResources } from './resources.ts';
import { AppSyncState } from './state.ts';

/** Of an API that is not the app's data API. */
const OWN_REALTIME = /^\/graphql\/[^/]+\/realtime$/;

const isGraphql = ({ rawPath }: OfflineRequest) => rawPath === '/graphql' || rawPath.startsWith('/graphql/');

/** AppSync: the GraphQL APIs of the app, over HTTP and over the realtime protocol. */
export const appsync = {
  name: 'appsync',
  resources: appsyncResources,
  route: {
    signingNames: ['appsync'],
    matches: (request) => isGraphql(request) || isManagement(request),
    upgradePath: '/graphql/realtime',
    upgrades: (path) => OWN_REALTIME.test(path),
  },
  create(context) {
    const state = new AppSyncState(context);
    const publisher = new Publisher(context);
    const realtime = new RealtimeServer(context, publisher);
    return {
      apply(resources) {
        if (state.apply(resources)) realtime.closeAll('the API was deployed anew');
      },
      handle: (request) =>
        isGraphql(request)
          ? handleGraphql({ api: state.api(request.rawPath), context, publisher, request })
          : handleManagement(context, state.source, request),
      upgrade: (message, socket, head) => {
        realtime.upgrade(state.api(message.url ?? ''), message, socket, head);
      },
      stop() {
        realtime.stop();
        state.store.close();
      },
    };
  },
} satisfies OfflineService;
