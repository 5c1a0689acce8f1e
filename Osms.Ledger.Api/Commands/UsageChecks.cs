using System.CommandLine;
using System.Runtime.ExceptionServices;

namespace Osms.Ledger.Api.Commands;

/// <summary>The command line as it was meant, or what is wrong with it.</summary>
internal static class UsageChecks
{
    /// <summary>
    /// Parses. A verb's own check looks at values before the library has said which of them cannot be read; such a
    /// check has nothing to look at, and what cannot be read is said all the same.
    /// </summary>
    internal static ParseResult Parse(RootCommand root, string[] args)
    {
        InvalidOperationException? failed = null;
        foreach (var checks in root.Subcommands.Select(verb => verb.Validators))
        {
            for (var i = 0; i < checks.Count; i++)
            {
                var check = checks[i];
                checks[i] = result =>
                {
                    try
                    {
                        check(result);
                    }
                    catch (InvalidOperationException e)
                    {
                        failed = e;
                    }
                };
            }
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0 && failed is not null)
        {
            // It was not for a value that cannot be read: a mistake of ours.
            ExceptionDispatchInfo.Throw(failed);
        }

        return parsed;
    }
}
