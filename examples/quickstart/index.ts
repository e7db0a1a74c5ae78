import { Roster } from "rollcall";

const staff = new Roster("staff", { file: "people.csv", directory: "eds" });

export const people = staff.count;
