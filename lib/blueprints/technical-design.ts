import type { BlueprintDefinition } from '#lib/domain/blueprint/schema';

const discovery = { from: 'steps.discovery.output.discovery' };

/** The phases between discovery and review, beside each other: each needs what was found out and nothing of the others. */
const phases = [
  ['requirements', 'Requirements and context'],
  ['architecture', 'Architecture and design'],
  ['data-model', 'Data modeling'],
  ['apis-events', 'APIs and events'],
  ['security-resilience', 'Security and resilience'],
  ['operations-capacity', 'Operations and capacity'],
] as const;

/** From a source, documents or an idea to a technical design whose claims lead back to where they come from. */
export const technicalDesign: BlueprintDefinition = {
  schemaVersion: 1,
  id: 'technical-design',
  name: 'Technical design',
  purpose:
    'Scans a source, reads documents, asks what neither says, and writes a technical design for review, with a link from each claim to its line.',
  version: 1,
  inputs: {
    source: {
      type: 'string',
      description: 'The uploaded source to be scanned: the id of its document',
      picks: 'source',
    },
    documents: { type: 'array', description: 'Uploaded documents to be read: their ids', picks: 'documents' },
    mode: {
      type: 'string',
      description: 'What the design is for; by what is given unless chosen',
      options: ['greenfield', 'brownfield', 'partial', 'migration'],
    },
    target: {
      type: 'string',
      description: 'Of a migration: the uploaded source of what it becomes',
      picks: 'source',
    },
    detail: {
      type: 'string',
      description: 'Level of detail; standard unless chosen',
      options: ['overview', 'standard', 'comprehensive'],
    },
    diagramFormat: {
      type: 'string',
      description: 'Format of the diagrams in the document; mermaid unless chosen',
      options: ['mermaid', 'plantuml', 'ascii', 'text'],
    },
    questions: {
      type: 'string',
      description: 'Which questions are asked; the essential ones unless chosen',
      options: ['essential', 'all', 'none'],
    },
  },
  steps: [
    {
      id: 'discovery',
      title: 'Discovery',
      agent: 'tech-design',
      task: 'discovery',
      inputs: {
        project: { from: 'project' },
        source: { from: 'run.input.source' },
        target: { from: 'run.input.target' },
        documents: { from: 'run.input.documents' },
        mode: { from: 'run.input.mode' },
        detail: { from: 'run.input.detail' },
        diagramFormat: { from: 'run.input.diagramFormat' },
        questions: { from: 'run.input.questions' },
      },
      position: { x: 0, y: 250 },
    },
    ...phases.map(([id, title], index) => ({
      ...{ id, title, agent: 'tech-design', task: id, inputs: { discovery } },
      position: { x: 280, y: index * 100 },
    })),
    {
      id: 'review',
      title: 'Review and finalization',
      agent: 'tech-design',
      task: 'review',
      inputs: {
        discovery,
        scope: { from: 'steps.discovery.output.part' },
        requirements: { from: 'steps.requirements.output.part' },
        architecture: { from: 'steps.architecture.output.part' },
        dataModel: { from: 'steps.data-model.output.part' },
        apisEvents: { from: 'steps.apis-events.output.part' },
        securityResilience: { from: 'steps.security-resilience.output.part' },
        operationsCapacity: { from: 'steps.operations-capacity.output.part' },
      },
      gate: { title: 'Approve the technical design', roles: ['architect', 'project_manager'], shows: ['design.md'] },
      position: { x: 560, y: 250 },
    },
  ],
};
