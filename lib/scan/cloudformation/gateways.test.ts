import { describe, expect, it } from 'vitest';
import { scanFiles } from '../source/scan-files.ts';

const apisOf = (files: Record<string, string>) =>
  scanFiles(files).apis.map(
    ({ method, path, target, source }) => `${method} ${path} ${target ?? '-'} ${source.file}:${source.line}`,
  );

describe('REST APIs', () => {
  it('put the path of a method together from its resource and all above it', () => {
    const template = `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Orders:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Order:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}' }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Order
      HttpMethod: get
      AuthorizationType: AWS_IAM
      Integration:
        Type: AWS_PROXY
        Uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations'
  Root:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: ANY
      Integration: { Type: MOCK }
  Start:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Orders
      HttpMethod: POST
      Integration:
        Type: AWS
        Uri: !Sub 'arn:aws:apigateway:\${AWS::Region}:states:action/StartExecution'
        RequestTemplates:
          application/json: !Sub '{"stateMachineArn": "\${Machine}"}'
  Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { DefinitionString: '{}' } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  Loop:
    Type: AWS::ApiGateway::Resource
    Properties: { ParentId: !Ref Loop, PathPart: loop }
  Looping:
    Type: AWS::ApiGateway::Method
    Properties: { ResourceId: !Ref Loop, HttpMethod: GET }
`;
    expect(apisOf({ 't.yaml': template })).toEqual([
      'GET /orders/{id} Fn t.yaml:9',
      'ANY / - t.yaml:19',
      'POST /orders Machine t.yaml:26',
      'GET /loop - t.yaml:42',
    ]);
  });

  it('read the document within an API, or beside it, once', () => {
    const openapi = `openapi: 3.0.1
paths:
  /items/{id}:
    get:
      x-amazon-apigateway-integration:
        uri:
          Fn::Sub: arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations
    x-amazon-apigateway-any-method: {}
`;
    const include = (body: string) => `Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: a.b } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
${body}`;
    const expected = ['GET /items/{id} Fn api/openapi.yaml:4', 'ANY /items/{id} - api/openapi.yaml:8'];
    const transform = include(
      `      DefinitionBody:\n        Fn::Transform:\n          Name: AWS::Include\n          Parameters: { Location: api/openapi.yaml }\n`,
    );
    expect(apisOf({ 't.yaml': transform, 'api/openapi.yaml': openapi })).toEqual(expected);
    const uri = include('      DefinitionUri: ./api/openapi.yaml\n');
    expect(apisOf({ 't.yaml': uri, 'api/openapi.yaml': openapi })).toEqual(expected);
    expect(apisOf({ 'api/openapi.yaml': openapi })).toEqual(expected);
    const indented = openapi.replaceAll(/^(?=.)/gm, '        ');
    expect(apisOf({ 't.yaml': include(`      DefinitionBody:\n${indented}`) })).toEqual([
      'GET /items/{id} Fn t.yaml:11',
      'ANY /items/{id} - t.yaml:15',
    ]);
  });
});

describe('HTTP and WebSocket APIs', () => {
  it('follow a route to its integration', () => {
    const template = `Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Name: x } }
  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Target: !GetAtt Fn.Arn } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn }
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: GET /pets/{petId}
      Target: !Join ['/', [integrations, !Ref Integration]]
  Connect:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: $connect, Target: !Sub 'integrations/\${Integration}' }
`;
    const model = scanFiles({ 't.yaml': template });
    expect(model.apis.map(({ method, path, target }) => [method, path, target])).toEqual([
      ['ANY', '$default', 'Fn'],
      ['GET', '/pets/{petId}', 'Fn'],
      ['WEBSOCKET', '$connect', 'Fn'],
    ]);
    expect(model.relations).toContainEqual(expect.objectContaining({ from: 'Api', to: 'Fn', kind: 'routes' }));
  });
});

describe('AppSync', () => {
  const template = `Resources:
  Api: { Type: AWS::AppSync::GraphQLApi, Properties: { Name: shop, AuthenticationType: API_KEY } }
  Schema:
    Type: AWS::AppSync::GraphQLSchema
    Properties:
      ApiId: !GetAtt Api.ApiId
      Definition: |
        type Query {
          order(id: ID!): String
          ping: String
        }
  Table: { Type: AWS::DynamoDB::Table, Properties: { KeySchema: [{ AttributeName: id, KeyType: HASH }] } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b } }
  TableSource:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: table, Type: AMAZON_DYNAMODB, DynamoDBConfig: { TableName: !Ref Table } }
  FnSource:
    Type: AWS::AppSync::DataSource
    Properties: { ApiId: !GetAtt Api.ApiId, Name: fn, Type: AWS_LAMBDA, LambdaConfig: { LambdaFunctionArn: !GetAtt Fn.Arn } }
  GetOrder:
    Type: AWS::AppSync::Resolver
    Properties: { ApiId: !GetAtt Api.ApiId, TypeName: Query, FieldName: order, DataSourceName: !GetAtt TableSource.Name }
  Step:
    Type: AWS::AppSync::FunctionConfiguration
    Properties: { ApiId: !GetAtt Api.ApiId, DataSourceName: fn, Name: step }
  Place:
    Type: AWS::AppSync::Resolver
    Properties:
      ApiId: !GetAtt Api.ApiId
      TypeName: Mutation
      FieldName: place
      PipelineConfig: { Functions: [!GetAtt Step.FunctionId] }
  Field:
    Type: AWS::AppSync::Resolver
    Properties: { ApiId: !GetAtt Api.ApiId, TypeName: Order, FieldName: lines, DataSourceName: fn }
`;
  const model = scanFiles({ 't.yaml': template });

  it('answers a field by its function, through a pipeline too, else by its data source', () => {
    expect(model.apis.map(({ method, path, target, source }) => [method, path, target, source.line])).toEqual([
      ['QUERY', 'ping', null, 10],
      ['QUERY', 'order', 'TableSource', 20],
      ['MUTATION', 'place', 'Fn', 26],
    ]);
  });

  it('tells what data sources stand for', () => {
    expect(model.relations).toContainEqual(expect.objectContaining({ from: 'FnSource', to: 'Fn', kind: 'invokes' }));
    expect(model.relations).toContainEqual(
      expect.objectContaining({ from: 'TableSource', to: 'Table', kind: 'reads' }),
    );
    expect(model.relations).toContainEqual(
      expect.objectContaining({ from: 'GetOrder', to: 'TableSource', kind: 'routes' }),
    );
  });
});
