namespace Osms.Ledger.Import;

/// <summary>Whether the fields that were read are those that there should be.</summary>
internal static class FieldCheck
{
    /// <param name="fields">As read; what is wrong is added to their problems.</param>
    /// <param name="required">Must be there.</param>
    /// <param name="optional">May be.</param>
    /// <param name="texts">Of these, those that people write freely.</param>
    /// <param name="what">They are the fields of; null when that is not known, and any field may be there.</param>
    internal static void Check(
        this CommandFields fields, CommandField required, CommandField optional, CommandField texts, string? what)
    {
        foreach (var field in CommandFieldNames.Each(required & ~fields.Given))
        {
            fields.Problem(field, "This field is missing.");
        }

        if (what is not null)
        {
            Superfluous(fields, fields.Named & ~(required | optional), what);
        }

        foreach (var field in CommandFieldNames.Each(texts & fields.Given))
        {
            if (fields.TextOrNull(field) is { } text && TextRule.Broken(text) is { } broken)
            {
                fields.Problem(
                    field, broken, TextRule.IsTooLong(text) ? ImportCodes.TextTooLong : ImportCodes.Unreadable);
            }
        }
    }

    private static void Superfluous(CommandFields fields, CommandField set, string what)
    {
        foreach (var field in CommandFieldNames.Each(set))
        {
            // That it does not belong here is all there is to say about it.
            var name = fields.NameOf(field);
            fields.Problems.RemoveAll(problem => problem.Field == name);
            fields.Problem(name, $"This is not a field of {what}.");
        }
    }
}
