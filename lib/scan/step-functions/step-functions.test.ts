import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const definition = {
  StartAt: 'Charge',
  States: {
    Charge: { Type: 'Task', Resource: '${ChargeArn}', Next: 'Save' },
    Save: {
      Type: 'Task',
      Resource: 'arn:aws:states:::dynamodb:putItem',
      Parameters: { TableName: '${Table}', Item: {} },
      Next: 'Both',
    },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Find',
          States: {
            Find: {
              Type: 'Task',
              Resource: 'arn:aws:states:::aws-sdk:dynamodb:query',
              Parameters: { TableName: '${Table}', IndexName: 'byDay', KeyConditionExpression: 'day = :day' },
              End: true,
            },
          },
        },
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemProcessor: {
                StartAt: 'Send',
                States: {
                  Send: {
                    Type: 'Task',
                    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
                    Parameters: { QueueUrl: '${Jobs}' },
                    End: true,
                  },
                },
              },
              End: true,
            },
          },
        },
      ],
      Next: 'Tell',
    },
    Tell: {
      Type: 'Task',
      Resource: 'arn:aws:states:::events:putEvents',
      Parameters: { Entries: [{ DetailType: 'OrderShipped', Source: 'shop', EventBusName: '${Bus}' }] },
      End: true,
    },
  },
};

const resources = `  Charge: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  Orders: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
  Queue: { Type: AWS::SQS::Queue }
  OwnBus: { Type: AWS::Events::EventBus, Properties: { Name: own } }
`;
const substitutions = `      DefinitionSubstitutions:
        ChargeArn: !GetAtt Charge.Arn
        Table: !Ref Orders
        Jobs: !Ref Queue
        Bus: !Ref OwnBus
`;
const text = JSON.stringify(definition, null, 2);

describe.each([
  [
    'DefinitionUri',
    {
      't.yaml': `Resources:\n${resources}  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      DefinitionUri: flow.asl.json\n${substitutions}`,
      'flow.asl.json': text,
    },
  ],
  [
    'DefinitionString',
    {
      't.yaml': `Resources:\n${resources}  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: |\n${text.replaceAll(/^/gm, '        ')}\n${substitutions}`,
    },
  ],
  [
    'Definition',
    {
      't.yaml': `Resources:\n${resources}  Machine:\n    Type: AWS::Serverless::StateMachine\n    Properties:\n      Definition: ${JSON.stringify(definition)}\n${substitutions}`,
    },
  ],
  [
    'Fn::Sub with a map',
    {
      't.yaml': `Resources:\n${resources}  Machine:\n    Type: AWS::StepFunctions::StateMachine\n    Properties:\n      DefinitionString: !Sub\n        - ${JSON.stringify(JSON.stringify(definition))}\n        - { ChargeArn: !GetAtt Charge.Arn, Table: !Ref Orders, Jobs: !Ref Queue, Bus: !Ref OwnBus }\n`,
    },
  ],
])('a state machine by %s', (_name, files: Record<string, string>) => {
  const model = scanFiles(files);
  const has = (kind: string, to: string) =>
    model.relations.some((each) => each.from === 'Machine' && each.kind === kind && each.to === to);

  it('is one component', () => {
    expect(model.components.filter(({ kind }) => kind === 'state-machine').map(({ id }) => id)).toEqual(['Machine']);
    expect(model.files.unreadable).toEqual([]);
  });

  it('does what its states do', () => {
    expect(
      ['invokes Charge', 'writes Orders', 'reads Orders', 'publishes Queue', 'publishes OwnBus'].filter(
        (each) => !has(...(each.split(' ') as [string, string])),
      ),
    ).toEqual([]);
    expect(
      model.stores[0]?.accessPatterns.map(({ operation, index, keyCondition, by }) => [
        operation,
        index,
        keyCondition,
        by,
      ]),
    ).toEqual([
      ['PutItem', null, null, 'Machine'],
      ['Query', 'byDay', 'day = :day', 'Machine'],
    ]);
    expect(model.events.map(({ name, producer }) => [name, producer])).toEqual([['OrderShipped', 'Machine']]);
  });
});

describe('a definition in a file of its own', () => {
  it('is a state machine by its file, with what its names most likely mean', () => {
    const model = scanFiles({
      'flows/ship.asl.json':
        '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"${ChargeArn}","TimeoutSeconds":${seconds},"End":true}}}',
      't.yaml': `Resources:\n${resources}`,
    });
    expect(model.components[0]).toMatchObject({ id: 'ship', kind: 'state-machine', confidence: 0.9 });
    expect(model.relations).toEqual([
      expect.objectContaining({ from: 'ship', to: 'Charge', kind: 'invokes', confidence: 0.6 }),
    ]);
  });
});
