import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const parent = `Resources:
  Data:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested/data.yaml
  Work:
    Type: AWS::Serverless::Application
    Properties:
      Location: nested/work.yaml
      Parameters:
        TableName: !GetAtt Data.Outputs.TableName
  Elsewhere:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: https://s3.amazonaws.com/x/y.yaml }
  Self:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: template.yaml }
`;
const data = `Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
Outputs:
  TableName:
    Value: !Ref Table
    Export: { Name: shop-table }
`;
const work = `Parameters:
  TableName: { Type: String }
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: app.handler
      Code: src
      Environment: { Variables: { TABLE: !Ref TableName } }
  Back:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ../template.yaml }
`;
const importing = `Resources:
  Reader:
    Type: AWS::Lambda::Function
    Properties:
      Handler: app.handler
      Environment: { Variables: { TABLE: !ImportValue shop-table } }
`;
const code = `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
export const handler = () => new DynamoDBClient({}).send(new GetItemCommand({ TableName: process.env.TABLE, Key: {} }));
`;

describe('nested stacks', () => {
  const model = scanFiles({
    'template.yaml': parent,
    'nested/data.yaml': data,
    'nested/work.yaml': work,
    'other/template.yaml': importing,
    'nested/src/app.js': code,
  });
  const has = (from: string, kind: string, to: string) =>
    model.relations.some((each) => each.from === from && each.kind === kind && each.to === to);

  it('contain the resources of the templates that they name, however these name one another', () => {
    expect(has('Data', 'contains', 'Table')).toBe(true);
    expect(has('Work', 'contains', 'Fn')).toBe(true);
    expect(has('Back', 'contains', 'Data')).toBe(true);
    expect(model.files.unreadable).toEqual([]);
  });

  it('pass values on: an output into a parameter into an environment', () => {
    expect(has('Work', 'depends-on', 'Data')).toBe(true);
    expect(has('Fn', 'depends-on', 'Table')).toBe(true);
    expect(has('Fn', 'reads', 'Table')).toBe(true);
    expect(model.stores[0]?.accessPatterns).toEqual([expect.objectContaining({ operation: 'GetItem', by: 'Fn' })]);
  });

  it('follow exports that other templates import', () => {
    expect(has('Reader', 'depends-on', 'Table')).toBe(true);
  });
});

describe('the parameter store', () => {
  it('leads from a name to what is stored under it', () => {
    const { relations } = scanFiles({
      'a.yaml': `Resources:
  Table: { Type: AWS::DynamoDB::Table }
  Stored: { Type: AWS::SSM::Parameter, Properties: { Name: /shop/table, Value: !Ref Table } }
`,
      'b.yaml': `Parameters:
  TableName: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /shop/table }
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: app.b, CodeUri: src, Environment: { Variables: { TABLE: !Ref TableName } } } }
`,
      'src/app.js': code.replace('handler', 'b'),
    });
    expect(relations).toContainEqual(expect.objectContaining({ from: 'Fn', to: 'Table', kind: 'reads' }));
  });
});
