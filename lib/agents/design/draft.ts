import type { DesignSectionId } from '#lib/domain/design/section-ids';
import { appliesWith, type Evaluation, fill, orderSources } from './apply-rules.ts';
import type { DesignChanges } from './changes.ts';
import type {
  BusinessRuleDraft,
  ComponentDraft,
  DesignRule,
  EntityDraft,
  FieldDraft,
  FromWord,
  IntegrationDraft,
} from './rules/rule.ts';
import type { BusinessRule, Design, DesignComponent, DesignEntity, DesignStatement } from './schema.ts';

type Basis = { rule: string; sources: string[] };

/** A design while its rules are applied. What stands there first stays; a later rule of the same id adds its sources. */
export class DesignDraft {
  readonly components: DesignComponent[] = [];
  readonly entities: DesignEntity[] = [];
  readonly integrations: Design['integrations'] = [];
  readonly businessRules: BusinessRule[] = [];
  readonly decisions: Design['decisions'] = [];
  readonly openQuestions: Design['openQuestions'] = [];
  readonly statements = new Map<DesignSectionId, DesignStatement[]>();
  readonly #uses: { user: string; used: string }[] = [];
  readonly #fields: FieldDraft[] = [];
  readonly #evaluation: Evaluation;
  readonly #changes: DesignChanges;

  constructor(evaluation: Evaluation, changes: DesignChanges) {
    this.#evaluation = evaluation;
    this.#changes = changes;
  }

  apply(rule: DesignRule): void {
    const sources = appliesWith(rule, this.#evaluation);
    if (sources === undefined || this.#isUnwanted(rule)) return;
    const basis = { rule: rule.id, sources };
    if (rule.says !== undefined) this.#say(rule.section, rule.says, basis);
    for (const draft of rule.components ?? []) this.#addComponent(draft, basis);
    for (const draft of rule.entities ?? []) this.#addEntity(draft, basis);
    this.#fields.push(...(rule.fields ?? []));
    for (const draft of rule.integrations ?? []) this.#addIntegration(draft, basis);
    for (const draft of rule.businessRules ?? []) this.#addBusinessRule(draft, basis);
    if (rule.decision) this.#decide(rule.decision, basis);
    if (rule.asks !== undefined) this.#ask(rule.section, rule.asks, basis);
  }

  state(section: DesignSectionId, text: string, basis: Basis): void {
    const own = this.statements.get(section) ?? [];
    own.push({ id: `${section}-${own.length + 1}`, text, ...basis });
    this.statements.set(section, own);
  }

  /** Adds what only the whole shows: fields of the case, which comes first, and dependencies; drops those on nothing. */
  finish(): void {
    const entity = this.#filled('{entity}');
    const main = this.entities.find(({ id }) => id === entity);
    if (main) {
      main.fields = mergeFields(main.fields, this.#fields);
      this.entities.splice(this.entities.indexOf(main), 1);
      this.entities.unshift(main);
    }
    this.#maskEveryEntity();
    const ids = new Set(this.components.map(({ id }) => id));
    for (const { user, used } of this.#uses) {
      const component = this.components.find(({ id }) => id === user);
      if (component && !component.dependsOn.includes(used)) component.dependsOn.push(used);
    }
    for (const component of this.components) {
      component.dependsOn = component.dependsOn.filter((id) => ids.has(id) && id !== component.id);
    }
  }

  /** Where personal data of the case is masked, that of every other entity is, for the same reasons. */
  #maskEveryEntity(): void {
    const masking = this.businessRules.find(({ id }) => id === 'personal-masked');
    if (!masking) return;
    const main = this.entities.find(({ id }) => id === masking.entity);
    if (main && !main.fields.some(({ isPersonal }) => isPersonal)) {
      main.fields.push({ name: 'Person concerned', type: 'string', isRequired: false, isPersonal: true });
    }
    const masked = new Set(this.businessRules.flatMap(({ kind, entity }) => (kind === masking.kind ? [entity] : [])));
    const open = this.entities.filter(
      ({ id, fields }) => !masked.has(id) && fields.some(({ isPersonal }) => isPersonal),
    );
    for (const { id, name } of open) {
      const title = `Personal data of the entity ${name} is masked`;
      const { kind, parameters, sources } = masking;
      this.businessRules.push({ id: `masked-${id}`, title, entity: id, kind, parameters: { ...parameters }, sources });
    }
  }

  /** A rule goes with the components that it is there for. */
  #isUnwanted(rule: DesignRule): boolean {
    const ids = (rule.components ?? []).map(({ id }) => this.#filled(id));
    return ids.length > 0 && ids.every((id) => id !== undefined && this.#changes.without.includes(id));
  }

  #filled(template: string): string | undefined {
    return fill(template, this.#evaluation)?.text;
  }

  /** The templates with their gaps filled, or undefined where one stays open. */
  #all<Name extends string>(templates: Readonly<Record<Name, string>>): Record<Name, string> | undefined {
    const filled: Record<string, string> = {};
    for (const [name, template] of Object.entries<string>(templates)) {
      const text = this.#filled(template);
      if (text === undefined) return undefined;
      filled[name] = text;
    }
    return { ...templates, ...filled };
  }

  #say(section: DesignSectionId, template: string, basis: Basis): void {
    const text = this.#filled(template);
    if (text !== undefined) this.state(section, text, basis);
  }

  #ask(section: DesignSectionId, template: string, { rule }: Basis): void {
    const text = this.#filled(template);
    if (text === undefined || this.openQuestions.some((question) => question.text === text)) return;
    const same = this.openQuestions.filter(({ id }) => id === rule || id.startsWith(`${rule}-`)).length;
    this.openQuestions.push({ id: same === 0 ? rule : `${rule}-${same + 1}`, text, section });
  }

  #addComponent(draft: ComponentDraft, basis: Basis): void {
    const { id, name, purpose, technology } = draft;
    const texts = this.#all({ id, name, purpose, technology });
    if (!texts) return;
    const present = this.components.find((component) => component.id === texts.id);
    if (present) {
      present.sources = orderSources([...present.sources, ...basis.sources]);
      return;
    }
    const dependsOn = (draft.dependsOn ?? []).flatMap((template) => this.#filled(template) ?? []);
    const users = (draft.usedBy ?? []).flatMap((template) => this.#filled(template) ?? []);
    this.#uses.push(...users.map((user) => ({ user, used: texts.id })));
    const asked = this.#changes.technologies[texts.id];
    const chosen = asked === undefined ? {} : { technology: asked, sources: [...basis.sources, 'feedback'] };
    this.components.push({ ...texts, kind: draft.kind, ...basis, dependsOn, ...chosen });
  }

  #addEntity(draft: EntityDraft, { sources }: Basis): void {
    const { id, name, component } = draft;
    const texts = this.#all({ id, name, component });
    if (!texts || this.entities.some((entity) => entity.id === texts.id)) return;
    const days = draft.retention ? this.#evaluation.words.get(draft.retention.word) : undefined;
    const retentionDays = typeof days?.value === 'number' ? Math.round(days.value) : null;
    const all = orderSources([...sources, ...(days?.sources ?? [])]);
    this.entities.push({ ...texts, fields: [...draft.fields], retentionDays, sources: all });
  }

  #addIntegration(draft: IntegrationDraft, basis: Basis): void {
    const { pattern } = draft;
    if (this.integrations.some(({ id }) => id === draft.id)) return;
    const asWork = this.#evaluation.words.has('writesBack') ? 'both' : 'read';
    const direction = draft.direction === 'as the work' ? asWork : draft.direction;
    const { id, system, component } = draft;
    this.integrations.push({ id, system, direction, pattern, component, ...basis });
  }

  #addBusinessRule(draft: BusinessRuleDraft, { sources }: Basis): void {
    const { id, title, entity, kind } = draft;
    const texts = this.#all({ id, title, entity });
    const parameters: BusinessRule['parameters'] = {};
    const more: string[] = [];
    for (const [name, value] of Object.entries(draft.parameters)) {
      const word = isFromWord(value) ? this.#evaluation.words.get(value.word) : undefined;
      const known = isFromWord(value) ? word?.value : value;
      if (known === undefined) return;
      more.push(...(word?.sources ?? []));
      parameters[name] = known;
    }
    if (!texts || this.businessRules.some((rule) => rule.id === texts.id)) return;
    this.businessRules.push({ ...texts, kind, parameters, sources: orderSources([...sources, ...more]) });
  }

  #decide(draft: NonNullable<DesignRule['decision']>, basis: Basis): void {
    const { id, title, choice } = draft;
    const texts = this.#all({ id, title, choice });
    if (!texts || this.decisions.some((decision) => decision.id === texts.id)) return;
    const alternatives = draft.alternatives.flatMap(({ name, why }) => this.#all({ name, why }) ?? []);
    this.decisions.push({ ...texts, alternatives, ...basis });
  }
}

function isFromWord(value: string | number | boolean | FromWord): value is FromWord {
  return typeof value === 'object';
}

function mergeFields(fields: readonly FieldDraft[], more: readonly FieldDraft[]): FieldDraft[] {
  const merged = new Map<string, FieldDraft>();
  for (const field of [...fields, ...more]) if (!merged.has(field.name)) merged.set(field.name, field);
  return [...merged.values()];
}
