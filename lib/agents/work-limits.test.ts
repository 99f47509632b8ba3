import { expect, it } from 'vitest';
import { agents } from './registry.ts';
import { workLimitsOf } from './work-limits.ts';

it('names each task’s own limits, else its agent’s, and the first task’s for the agent', () => {
  expect(workLimitsOf(agents)).toMatchObject({
    probe: { attempts: 3, timeoutSeconds: 3600 },
    'probe/echo': { attempts: 3, timeoutSeconds: 3600 },
    design: { attempts: 2, timeoutSeconds: 60 },
    'planning/plan': { attempts: 2, timeoutSeconds: 60 },
  });
});

it('fits the environment of a function', () => {
  expect(JSON.stringify(workLimitsOf(agents)).length).toBeLessThan(3000);
});
