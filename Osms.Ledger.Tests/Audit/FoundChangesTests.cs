using Osms.Ledger.Audit;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Audit;

/// <summary>Rows changed by hand are found: each for what it is, and nothing beside it.</summary>
public sealed class FoundChangesTests(ChangedLedger changed) : IClassFixture<ChangedLedger>, IAsyncLifetime
{
    private OpenLedger Ledger => changed.Ledger;

    public Task InitializeAsync() => changed.RestoreAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A change, and the codes that are found, each once unless a number says how often.</summary>
    public static TheoryData<string, string> Changes() => new()
    {
        { "update ledger.mt_events set version = 9 where stream_id = 'A' and version = 6",
            "stream-version-differs versions-not-contiguous" },
        { "delete from ledger.mt_events where stream_id = 'A' and version = 3",
            "history-impossible versions-not-contiguous" },
        { "update ledger.mt_streams set version = 7 where id = 'A'", "stream-version-differs" },
        { "update ledger.mt_streams set version = null where id = 'A'", "stream-version-differs" },
        { "insert into ledger.mt_streams (id, type, version) values ('C', 'insured', 0)", "stream-without-events" },
        { """
            alter table ledger.mt_events drop constraint fkey_mt_events_stream_id;
            delete from ledger.mt_streams where id = 'B';
            alter table ledger.mt_events add constraint fkey_mt_events_stream_id
                foreign key (stream_id) references ledger.mt_streams (id) on delete cascade not valid
            """, "coverage-without-stream event-without-stream figures-without-stream state-without-stream" },
        { """
            insert into ledger.mt_streams (id, type, version) values ('850412499002', 'insured', 1);
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp) values (
                nextval('ledger.mt_events_sequence'), gen_random_uuid(), '850412499002', 1, '{}', 'x', now())
            """, "stream-is-no-iin" },
        { """
            update ledger.mt_events set seq_id = -1 where seq_id = 2;
            update ledger.mt_events set seq_id = 2 where seq_id = 3;
            update ledger.mt_events set seq_id = 3 where seq_id = -1;
            """, "figures-differ positions-not-in-order" },
        { "update ledger.mt_events set type = 'salary_paid' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = '{}' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = '[1]' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = 'null' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = data || '{\"more\": 1}' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = data || '{\"amount\": \"4250\"}' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = data || '{\"amount\": 1e99}' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = data || '{\"period\": 202401}' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = data || '{\"kind\": null}' where seq_id = 2", "event-unreadable" },
        { "update ledger.mt_events set data = data || '{\"amount\": 4250.00}' where seq_id = 2",
            "event-json-differs" },
        { "update ledger.mt_events set data = data || '{\"through\": null}' where seq_id = 1", "event-json-differs" },
        { "update ledger.mt_events set data = data || '{\"reference\": \"P9\"}' where seq_id = 4",
            "history-impossible" },
        { "update ledger.mt_events set data = data || '{\"amount\": 4249}' where seq_id = 2",
            "figures-differ state-facts-differ" },
        { "update ledger.mt_events set data = data || '{\"from\": \"2021-03-01\"}' where seq_id = 1",
            "coverage-runs-differ figures-differ state-facts-differ" },
        { "update ledger.mt_events set data = data || '{\"payer\": \"150140002346\"}' where seq_id = 2",
            "figures-differ" },
        { "update ledger.mt_events set id = (select id from ledger.mt_events where seq_id = 1) where seq_id = 7",
            "event-id-twice" },
        { """
            update ledger.mt_events set seq_id = 1000 where seq_id = 7;
            update ledger.coverage set position = 1000 where position = 7
            """, "clock-incomplete figures-differ position-beyond-sequence" },
        { "select setval('ledger.mt_events_sequence', 6)",
            "high-water-beyond-sequence import-beyond-sequence position-beyond-sequence" },
        { "update ledger.mt_events set tenant_id = 'other' where seq_id = 2", "tenant-differs" },
        { "update ledger.mt_streams set tenant_id = null where id = 'A'", "tenant-differs" },
        { "update ledger.mt_events set is_archived = true where seq_id = 2", "archived-differs" },
        { "update ledger.mt_streams set is_archived = true where id = 'A'", "archived-differs*6" },
        { "update ledger.mt_events set timestamp = '2019-12-31' where seq_id = 2", "recorded-time-wrong" },
        { "update ledger.mt_events set timestamp = timestamp + interval '1 day' where seq_id = 7",
            "clock-before-events recorded-time-wrong" },
        { "update ledger.mt_events set timestamp = 'infinity' where seq_id = 7",
            "clock-before-events recorded-time-wrong" },
        { "update ledger.mt_events set timestamp = timestamp + interval '1 microsecond' where seq_id = 7",
            "clock-before-events" },
        { "update ledger.mt_events set headers = '[1]' where seq_id = 2", "origin-unreadable" },
        { "update ledger.mt_events set headers = '{\"line\": \"x\"}' where seq_id = 2", "origin-unreadable" },
        { "update ledger.mt_events set headers = '{\"source\": 1}' where seq_id = 2", "origin-unreadable" },
        { "delete from ledger.payer_change where position = 1", "figures-differ" },
        { "update ledger.payer_change set now = now + 8 where position = 1", "figures-differ" },
        { "update ledger.contribution_lot set amounts[1] = amounts[1] + 1", "figures-differ" },
        { "update ledger.contribution_lot set payers[1] = payers[1] + 1", "figures-differ" },
        { "update ledger.contribution_lot set places[1] = places[1] + 1", "figures-differ" },
        { "update ledger.contribution_lot set marks[1] = marks[1] + 16", "figures-differ" },
        { "update ledger.contribution_lot set stretch = 1", "figures-differ" },
        { "insert into ledger.contribution_lot select * from ledger.contribution_lot", "figures-differ" },
        { "update ledger.contribution_lot set iins[1] = 1", "figures-differ figures-without-stream" },
        { "insert into ledger.payer_change select position, 999999999999, was, now, rules, first, until, cause "
            + "from ledger.payer_change where position = 1", "figures-without-stream" },
        { "insert into ledger.figure_stretch values (1, 0, 0); insert into ledger.payer_sum values (1, 0, 5, 1, 7)",
            "figure-sums-differ" },
        { "insert into ledger.figure_stretch select distinct rules, 0, 0 from ledger.contribution_lot",
            "figure-sums-differ*3" },
        { "insert into ledger.remarkable_payment values (1, 2, 3, 4, 5)", "figure-sums-differ" },
        { "delete from ledger.coverage where iin = 'A'", "coverage-missing" },
        { "update ledger.coverage set version = 5 where iin = 'A'", "coverage-version-differs" },
        { "update ledger.coverage set position = 5 where iin = 'A'", "coverage-position-differs" },
        { "update ledger.coverage set runs = '{0}' where iin = 'A'", "coverage-runs-differ" },
        { "update ledger.coverage set runs = '{null}' where iin = 'A'", "coverage-runs-differ" },
        { "insert into ledger.coverage select (jsonb_populate_record(c, '{\"iin\": \"C\"}')).* "
            + "from ledger.coverage c where iin = 'A'", "coverage-without-stream" },
        { "delete from ledger.insured_state where iin = 'A'", "state-missing" },
        { "update ledger.insured_state set version = 5 where iin = 'A'", "state-version-differs" },
        { "update ledger.insured_state set facts = '\\x0101' where iin = 'A'", "state-facts-differ" },
        { "update ledger.insured_state set facts = '' where iin = 'A'", "state-facts-differ" },
        { "insert into ledger.insured_state select 'C', version, facts from ledger.insured_state where iin = 'A'",
            "state-without-stream" },
        { "delete from ledger.high_water", "high-water-missing" },
        { "update ledger.high_water set position = 1000", "high-water-beyond-sequence" },
        { "insert into ledger.position_clock select 1, max(at) + interval '1 second' from ledger.position_clock",
            "clock-beyond-checked clock-not-growing" },
        { "update ledger.position_clock set position = 1000 where position = 7",
            "clock-beyond-high-water clock-incomplete" },
        { "update ledger.position_clock set at = at + interval '1 day' where position = 7", "clock-beyond-checked" },
        { "update ledger.position_clock set at = at - interval '1 day' where position = 6", "clock-before-events" },
        { "delete from ledger.position_clock where position = 7", "clock-incomplete" },
        { "update ledger.import set bytes_read = bytes + 1", "import-counts-differ" },
        { "update ledger.import set accepted = 2, unreadable = 0", "import-events-missing" },
        { "update ledger.import set position = 1000", "import-beyond-sequence" },
        { "update ledger.import set problems_total = 0", "import-problems-differ" },
        { "update ledger.import_problem set ordinal = 2", "import-problems-differ" },
        { "delete from ledger.import", "import-problems-differ" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_by_hand_is_found_for_what_it_is(string change, string codes)
    {
        (await FoundAsync()).ShouldBeEmpty();

        await changed.ChangeAsync(change);

        (await FoundAsync()).ShouldBe(codes);
    }

    [Fact]
    public void Every_code_is_found_in_a_test() =>
        typeof(FindingCodes).GetFields().Select(field => (string)field.GetValue(null)!)
            .Except(Changes().Cast<object[]>().Concat(FoundTransferChangesTests.Changes())
                .Concat(FoundClosingChangesTests.Changes())
                .SelectMany(row => ((string)row[1]).Split(' ')).Select(code => code.Split('*')[0]))
            .ShouldBeEmpty();

    [Fact]
    public async Task A_finding_says_where_and_what()
    {
        await Ledger.ExecuteAsync("""
            update ledger.mt_events set data = data || '{"amount": 4250.00}' where seq_id = 2;
            update ledger.position_clock set position = 1000 where position = 7;
            """);

        var report = await VerifyAsync();

        report.Findings.Select(f => f.ToString()).ShouldBe(
        [
            new Finding("clock-beyond-high-water", null, new(1000), null, "at most 7", "1000").ToString(),
            new Finding("clock-incomplete", null, new(7), null, "a clock up to 7", "up to 1000").ToString(),
            new Finding(
                "event-json-differs", ChangedLedger.A, new(2), 2, "the JSON that the program writes", "another amount")
                .ToString(),
        ], ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_of_another_rule_data_or_format_are_counted_and_are_not_wrong()
    {
        await Ledger.ExecuteAsync("""
            update ledger.coverage set runs = '{0}', rules = rules + 1;
            update ledger.insured_state set facts = '\xff00';
            update ledger.coverage set rules = null where iin = (select min(iin) from ledger.coverage);
            """);

        var report = await VerifyAsync();

        report.FindingsTotal.ShouldBe(0);
        (report.OtherRules, report.OtherFormat).ShouldBe((2, 2));
    }

    private async Task<string> FoundAsync() => string.Join(
        ' ', (await VerifyAsync()).ByCode.Select(code => code.Value == 1 ? code.Key : $"{code.Key}*{code.Value}"));

    private Task<VerifyReport> VerifyAsync() => Ledger.Get<Verification>().RunAsync(null, 0, null, default);
}
