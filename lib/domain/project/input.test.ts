import { describe, expect, it } from 'vitest';
import { projectIdSchema, projectInputSchema } from './input.ts';

const project = { name: 'Claims', description: '', requirements: '' };

const problems = (over: Partial<typeof project>): string[] => {
  const result = projectInputSchema.safeParse({ ...project, ...over });
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};

describe('what a person may write on a project', () => {
  it.each([
    ['one character', 'x'],
    ['two hundred characters, counted as people do', '😀'.repeat(200)],
    ['markup, which is only text', '<script>alert(1)</script>'],
    ['spaces around it', '  Claims  '],
  ])('is a name with %s, kept exactly', (_, name) => {
    expect(projectInputSchema.parse({ ...project, name }).name).toBe(name);
  });

  it.each([
    ['nothing', '', 'name: blank'],
    ['blanks only', ' \u00a0 ', 'name: blank'],
    ['too much', 'x'.repeat(201), 'name: nameTooLong'],
    ['a line break', 'a\nb', 'name: unprintable'],
    ['a zero byte', 'a\u0000b', 'name: unprintable'],
    ['a turn of direction', 'a\u202eb', 'name: unprintable'],
  ])('is not a name of %s', (_, name, expected) => {
    expect(problems({ name })).toContain(expected);
  });

  it('is a description of several lines, without other control characters', () => {
    expect(problems({ description: 'one\n\ttwo\r\nthree' })).toEqual([]);
    expect(problems({ description: 'bell\u0007' })).toEqual(['description: unprintable']);
    expect(problems({ description: 'x'.repeat(2001) })).toEqual(['description: tooLong']);
  });
});

describe('the id of a project', () => {
  it('is a word of letters, digits, dash and underscore', () => {
    expect(projectIdSchema.safeParse('0f8fad5b-d9cb-469f-a165-70867728950e').success).toBe(true);
    expect(projectIdSchema.safeParse('../etc/passwd').success).toBe(false);
  });
});
