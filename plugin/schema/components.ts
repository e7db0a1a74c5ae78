import { GUARD_TYPE as GUARD, ROSTER_TYPE as ROSTER } from "../../provider/pulumi/names";
import { capital } from "../../provider/model/values";
import { rosterInputs } from "../roster-inputs";
import { ANY, jsonSchemaOf, mapOf, type NamedTypes, type PropertySpec, TEXT, typeSpec } from "./type-spec";
import type { ResourceSpec } from "./resources";

/** The components, and the types that they name. */
export function components(named: NamedTypes): Readonly<Record<string, ResourceSpec>> {
  const inputs = Object.entries(rosterInputs).map(([name, type]): [string, PropertySpec] => [
    name,
    {
      // A null has no type in other languages, and the values of a map may be anything.
      ...(name === "columns" || name === "defaults"
        ? { type: "object", additionalProperties: ANY }
        : typeSpec(
            jsonSchemaOf(type),
            `rollcall:index:Roster${capital(name)}`,
            named,
            `${name} of a roster. ${type.description ?? ""}`,
          )),
      ...(type.description !== undefined && { description: type.description }),
    },
  ]);
  return {
    [ROSTER]: {
      description:
        "The people of a CSV, YAML or Excel file as users. Everybody is validated before anybody is declared, and a run that would delete too many of them is refused in the preview.",
      isComponent: true,
      inputProperties: Object.fromEntries(inputs),
      requiredInputs: ["file"],
      properties: {
        count: { type: "integer", description: "How many people the file declares." },
        ids: mapOf(
          TEXT,
          "The directory's id of each user by natural key, by directory/key when the file has a directory column. Absent with as: set.",
        ),
        references: mapOf(
          { type: "object", additionalProperties: TEXT },
          "The id behind each name of a group or unit as the file has it, by directory: who renames a group at the console moves nobody.",
        ),
      },
      required: ["count"],
    },
    [GUARD]: {
      description:
        "Declares nobody. With it the deletion guard of a program without a Roster knows from the stack's last state exactly who would go, instead of counting.",
      isComponent: true,
      inputProperties: {},
      requiredInputs: [],
      properties: { managed: { type: "integer", description: "How many users the stack managed before this run." } },
      required: ["managed"],
    },
  };
}
