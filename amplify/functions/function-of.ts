import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** The construct of a function that this backend defines itself, which takes variables and event sources. */
export function functionOf(backendFunction: { readonly resources: { readonly lambda: IFunction } }): LambdaFunction {
  const { lambda } = backendFunction.resources;
  if (!(lambda instanceof LambdaFunction)) throw new Error(`${lambda.node.path} is imported, not defined here.`);
  return lambda;
}

/** Lets one function call another, whose name it finds in its environment; that version alone, as it stands. */
export function grantInvoke(caller: LambdaFunction, called: LambdaFunction, variable: string): void {
  caller.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [called.functionArn] }));
  caller.addEnvironment(variable, called.functionName);
}
