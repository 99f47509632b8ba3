/** Limits of what people may write on a project, in characters (Unicode code points). */
export const projectLimits = { name: 200, description: 2_000, requirements: 20_000 } as const;
