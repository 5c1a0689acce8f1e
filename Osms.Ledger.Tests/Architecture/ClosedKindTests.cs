using System.Reflection;
using System.Text.Json;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Architecture;

/// <summary>An abstract record is a closed list of kinds: nobody outside it can add one.</summary>
public sealed class ClosedKindTests
{
    private static readonly Type[] Types = [.. Layers.Written(typeof(InsuranceLedger).Assembly)];

    [Fact]
    public void Every_abstract_record_is_closed() => Types.Where(IsAbstractRecord).SelectMany(Open).ShouldBeEmpty();

    [Theory]
    [InlineData(typeof(InsuredEvent))]
    [InlineData(typeof(InsuredCommand))]
    [InlineData(typeof(Decision))]
    [InlineData(typeof(RecordResult))]
    public void The_kinds_that_decisions_rest_on_are_abstract_records(Type kind) =>
        IsAbstractRecord(kind).ShouldBeTrue();

    [Fact]
    public void Control_a_record_that_anybody_may_extend_is_found() => Open(typeof(OpenKind)).ShouldBe(
        ["OpenKind can be extended by anybody", "Extension stands outside OpenKind", "Extension is not sealed"]);

    [Fact]
    public void The_names_of_events_are_those_of_their_records() => EventCatalogue.Names.ShouldBe(
        typeof(InsuredEvent).GetNestedTypes().Select(t => JsonNamingPolicy.SnakeCaseLower.ConvertName(t.Name)).Order());

    [Fact]
    public void The_names_of_commands_are_those_of_their_records() => CommandShape.Names.Order().ShouldBe(
        typeof(InsuredCommand).GetNestedTypes()
            .Select(t => JsonNamingPolicy.KebabCaseLower.ConvertName(t.Name))
            .Order());

    [Fact]
    public void There_is_one_event_for_every_command() =>
        typeof(InsuredEvent).GetNestedTypes().Length.ShouldBe(typeof(InsuredCommand).GetNestedTypes().Length);

    private static bool IsAbstractRecord(Type type) => type.IsAbstract && type.GetMethod("<Clone>$") is not null;

    private static IEnumerable<string> Open(Type kind)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        // The copy constructor, which the compiler writes, can only copy what is there.
        var isOpen = kind.GetConstructors(own)
            .Any(c => !c.IsPrivate && c.GetParameters().SingleOrDefault()?.ParameterType != kind);
        if (isOpen)
        {
            yield return $"{kind.Name} can be extended by anybody";
        }

        foreach (var extension in kind.Assembly.GetTypes().Where(t => Definition(t.BaseType) == kind))
        {
            if (extension.DeclaringType != kind)
            {
                yield return $"{extension.Name} stands outside {kind.Name}";
            }

            if (!extension.IsSealed)
            {
                yield return $"{extension.Name} is not sealed";
            }
        }
    }

    private static Type? Definition(Type? type) =>
        type is { IsConstructedGenericType: true } ? type.GetGenericTypeDefinition() : type;

    public abstract record OpenKind;

    public record Extension : OpenKind;
}
