/** Columns in which a council names a person by its own number. */
export const personIdColumns = ['LA_Person_Unique_Identifier', 'Person_Unique_Identifier', 'Person_Identifier'] as const;
