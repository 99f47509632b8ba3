import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { backend } from './backend.ts';

/** The backend under the rules of AWS Solutions; the findings stand in `validation-report.json` of the output folder. */
const { root } = backend.stack.node;
if (!App.isApp(root)) throw new Error('The backend is not part of an app.');
Validations.of(root).addPlugins(new AwsSolutionsChecks(root));
