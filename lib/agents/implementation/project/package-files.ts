import type { ProjectModel } from '../project-model.ts';
import { toLine } from '../text/literals.ts';

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `package.json`: no dependencies, so nothing is ever installed. */
export function renderPackage(project: ProjectModel): string {
  return json({
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
export const tsconfigSource = json({
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
