namespace Osms.Ledger.Tests.Api;

/// <summary>Errors of PostgreSQL that are hard to come by, raised by PostgreSQL itself.</summary>
internal static class DatabaseTrouble
{
    internal const string Over = "drop trigger trouble on ledger.mt_events";

    /// <summary>From now on every event is answered with this error, at once or when it is committed.</summary>
    internal static string Raising(string sqlState, bool atCommit = false) => $"""
        create or replace function public.trouble() returns trigger language plpgsql as
        $$ begin raise exception 'trouble' using errcode = '{sqlState}'; end $$;
        create {(atCommit ? "constraint trigger" : "trigger")} trouble after insert on ledger.mt_events
        {(atCommit ? "deferrable initially deferred" : "")} for each row execute function public.trouble();
        alter table ledger.mt_events enable always trigger trouble
        """;
}
