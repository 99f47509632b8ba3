/** The house's rooms (ARCHITECTURE.md): who may import whom. Errors, from the first commit. */
const room = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: '\\.test\\.tsx?$' },
  to,
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: { pathNot: '^(\\.next|next-env)' },
      to: { couldNotResolve: true, pathNot: '^\\$amplify/|amplify_outputs|^aws-lambda$' },
    },
    room(
      'domain-is-pure',
      '^lib/domain/',
      { pathNot: ['^lib/domain/', '^node_modules/zod/'] },
      'domain imports domain and zod',
    ),
    room('runtime-is-ground', '^lib/runtime/', {
      path: '^(lib/(?!runtime/|domain/)|app/|components/|amplify/|offline/|cli/)',
    }),
    room('repositories', '^lib/repositories/', {
      path: '^(lib/(?!repositories/|domain/|runtime/)|app/|components/|offline/|cli/|amplify/)',
      dependencyTypesNot: ['type-only'],
    }),
    room('scan', '^lib/scan/', { path: '^(lib/(?!scan/|domain/|runtime/)|app/|components/|amplify/|offline/|cli/)' }),
    room('server', '^lib/server/', {
      path: '^(lib/(?!server/|repositories/|domain/|runtime/)|app/|components/|offline/|cli/|amplify/)',
      dependencyTypesNot: ['type-only'],
    }),
    room('actions', '^lib/actions/', {
      path: '^(lib/(?!actions/|server/|domain/)|app/|components/|offline/|cli/|amplify/)',
      dependencyTypesNot: ['type-only'],
    }),
    room('client', '^lib/client/', {
      path: '^(lib/(?!client/|domain/)|app/|components/|offline/|cli/|amplify/)',
      dependencyTypesNot: ['type-only'],
    }),
    room('agents', '^lib/agents/', {
      path: '^(lib/(?!agents/|design-doc/|scan/|knowledge/|documents/|tools/|domain/|runtime/)|app/|components/|amplify/|offline/|cli/)',
    }),
    room(
      'providers',
      '^lib/providers/',
      { path: '^(lib/(?!providers/|agents/|tools/|domain/|runtime/)|app/|components/|amplify/|offline/|cli/)' },
      'providers run agents for the functions and the command line',
    ),
    room('app', '^app/', {
      path: '^(lib/(?!actions/|server/|client/|domain/)|amplify/|offline/|cli/)',
      dependencyTypesNot: ['type-only'],
    }),
    room('components', '^components/', {
      path: '^(lib/(?!client/|domain/|actions/)|app/|amplify/|offline/|cli/)',
      dependencyTypesNot: ['type-only'],
    }),
    room('amplify', '^amplify/', { path: '^(app/|components/|offline/|cli/|lib/(server|actions|client)/)' }),
    room('lib-takes-only-types-of-amplify', '^lib/', { path: '^amplify/', dependencyTypesNot: ['type-only'] }),
    room('offline-knows-no-product', '^offline/', {
      pathNot: ['^offline/', '^node_modules/', '^(node:)?[a-z0-9_/]+$', '^package\\.json$'],
    }),
    {
      name: 'nothing-imports-offline',
      severity: 'error',
      from: { pathNot: '^(offline|scripts|bench|e2e)/' },
      to: { path: '^offline/' },
    },
    room(
      'services-import-the-kernel-only',
      '^offline/services/([^/]+)/',
      { path: '^offline/(?!kernel/|services/$1/)', pathNot: '^offline/$1/' },
      'the lambda service also drives offline/lambda, where functions run',
    ),
    room('kernel-is-ground', '^offline/kernel/', { path: '^offline/(?!kernel/)' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\.next/', '^\.amplify/', '^bench/node_modules/', '^amplify/data/resolvers/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
