/** As `z.toJSONSchema` writes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface TaskDescription {
  readonly title: string;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  /** Fields of the input that the worker adds itself; nothing need be wired to them. */
  readonly given?: readonly string[] | undefined;
}

/** By the agents' ids and the tasks' names: what blueprints are checked against. */
export type AgentCatalogue = Readonly<
  Record<
    string,
    {
      readonly name: string;
      /** The task that is meant where a step names none. */
      readonly defaultTask: string;
      readonly tasks: Readonly<Record<string, TaskDescription>>;
    }
  >
>;
