using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Synthetic;

public class SameSeedTests
{
    [Theory]
    [InlineData(CountryForm.Ndjson, "e14632e234c8a63c")]
    [InlineData(CountryForm.Csv, "6a2cf19a28201bc1")]
    [InlineData(CountryForm.Mt102, "eb699ac5d76f2b80")]
    public void The_same_seed_gives_the_same_bytes_for_ever(CountryForm form, string digest)
    {
        var files = Countries.Files(Countries.Of(seed: 7, people: 300), form);
        var transfers = new Dictionary<string, byte[]> { [Countries.TransfersFile] = files[Countries.TransfersFile] };
        var again = Countries.Files(Countries.Of(seed: 7, people: 300), form);
        var other = Countries.Files(Countries.Of(seed: 8, people: 300), form);

        Countries.Digest(again).ShouldBe(Countries.Digest(files));
        Countries.Digest(other).ShouldNotBe(Countries.Digest(files));

        Countries.Digest(new(transfers, StringComparer.Ordinal)).ShouldBe("f93d1f13d35d56c2");

        // On every machine and with every runtime; another digest means that a seed no longer gives what it gave.
        files.Remove(Countries.TransfersFile);
        Countries.Digest(files).ShouldBe(digest);
    }

    [Fact]
    public void Fewer_people_are_the_first_of_more()
    {
        var few = Countries.Of(seed: 7, people: 10_200);
        var many = Countries.Of(seed: 7, people: 2_000_000);
        for (var i = 0; i < few.People; i += 17)
        {
            few.PersonAt(i).Arrivals.ShouldBe(many.PersonAt(i).Arrivals);
        }
    }

    [Fact]
    public void Nobody_shares_an_IIN_with_anybody_else()
    {
        // Fifty strata of ten thousand people, near each other and at the far end of the largest country.
        var identities = new Identities(
            3, new Window(new Month(2025, 11), Countries.Until), RuleBook.Embedded, PopulationFile.Embedded);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var stratum = 0; stratum < 5_000; stratum += stratum < 25 ? 1 : 199)
        {
            for (var i = 0; i < Strata.Size; i++)
            {
                var iin = identities.Of((stratum * Strata.Size) + i).Iin;
                seen.Add(iin.Digits).ShouldBeTrue($"{iin} twice, at the latest in stratum {stratum}");
            }
        }
    }

    [Fact]
    public void What_cannot_be_made_is_said()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Countries.Of(1, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Countries.Of(1, SyntheticCountry.MostPeople + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => Countries.Of(1, 1, months: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Countries.Of(1, 1, months: 82));
        Countries.Of(1, 1, months: 81).First.ShouldBe(new Month(2020, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => Countries.Of(1, 1).PersonAt(1));
    }
}
