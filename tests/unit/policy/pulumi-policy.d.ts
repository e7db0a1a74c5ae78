/** What examples/policy-pack uses of @pulumi/policy 1.21.0, which is installed in that example only. */
declare module "@pulumi/policy" {
  export interface ResourceValidationArgs {
    type: string;
    name: string;
    props: Record<string, unknown>;
    opts: { protect: boolean };
  }
  export interface StackValidationArgs {
    resources: ResourceValidationArgs[];
  }
  export interface PolicyPackArgs {
    policies: {
      name: string;
      description: string;
      enforcementLevel?: "advisory" | "mandatory" | "remediate" | "disabled";
      validateResource?: (args: ResourceValidationArgs, report: (message: string) => void) => void;
      validateStack?: (args: StackValidationArgs, report: (message: string) => void) => void;
    }[];
  }
  export class PolicyPack {
    constructor(name: string, args: PolicyPackArgs);
  }
}
