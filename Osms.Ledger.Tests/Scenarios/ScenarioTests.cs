namespace Osms.Ledger.Tests.Scenarios;

/// <summary>Every scenario of the Markdown files beside this one.</summary>
public sealed class ScenarioTests
{
    private static readonly Lazy<IReadOnlyList<Scenario>> All = new(ReadAll);

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var scenario in All.Value)
            {
                names.Add(scenario.File, scenario.Title);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_program_answers_as_the_tables_say(string file, string title)
    {
        var scenario = All.Value.Single(s => s.File == file && s.Title == title);
        var differences = ScenarioRun.DifferencesOf(scenario);
        differences.ShouldBeEmpty($"{title}\n{string.Join("\n", differences)}\n");
    }

    private static IReadOnlyList<Scenario> ReadAll()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Scenarios");
        return [.. Directory.GetFiles(folder, "*.md")
            .Where(path => Path.GetFileName(path) != "README.md")
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Scenario.Read(Path.GetFileName(path), File.ReadAllText(path)))];
    }
}
