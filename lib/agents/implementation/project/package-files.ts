import type { ProjectModel } from '../project-types.ts';
import { jsonText, toLine } from '../text/literals.ts';

/** `package.json`: no dependencies, so nothing is ever installed. */
export function renderPackage(project: ProjectModel): string {
  return jsonText({
    name: project.slug,
    version: '0.1.0',
    private: true,
    description: toLine(project.design.useCase?.title ?? project.name),
    type: 'module',
    engines: { node: '>=20' },
    scripts: { start: 'node src/main.js', test: 'node --test' },
  });
}

/** `tsconfig.json`: checks the JavaScript against its JSDoc types with any TypeScript from 5.0 on. */
export const tsconfigSource = jsonText({
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    allowJs: true,
    checkJs: true,
    noEmit: true,
    strict: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    types: [],
  },
  include: ['src', 'support', 'test', 'types'],
});
