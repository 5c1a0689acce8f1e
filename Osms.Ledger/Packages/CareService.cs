using System.Diagnostics;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Packages;

/// <summary>One of the two packages of care.</summary>
public enum CarePackage
{
    /// <summary>Guaranteed volume of free medical care (ГОБМП, ТМККК).</summary>
    Gobmp,

    /// <summary>Compulsory social medical insurance (ОСМС, МӘМС).</summary>
    Osms,
}

/// <summary>What something is called in each language.</summary>
public sealed record CareName(string Kk, string Ru, string En)
{
    public string In(Language language) => language switch
    {
        Language.Kk => Kk,
        Language.Ru => Ru,
        Language.En => En,
        _ => throw new UnreachableException($"{language} has no names."),
    };
}

/// <summary>A heading of a package, or what is under one.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Number">As in the citation: <c>5</c>, or <c>5.3</c> of what is under it.</param>
/// <param name="Package">The package it is in.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Heading">What the heading above is called; null of a heading.</param>
/// <param name="Items">What is under a heading; none elsewhere.</param>
/// <param name="InEmergency">Code of what gives the same in an emergency, insured or not; null: nothing does.</param>
/// <param name="ForDangerousDisease">The same for a disease dangerous to others.</param>
public sealed record CareService(
    string Code, string Number, CarePackage Package, CareName Name, CareName? Heading,
    IReadOnlyList<CareService> Items, string? InEmergency, string? ForDangerousDisease)
{
    /// <summary>With the heading, without which some of it says little.</summary>
    public string Title(Language language) =>
        Heading is null ? Name.In(language) : $"{Heading.In(language)}: {Name.In(language)}";
}

/// <summary>A package with its headings, in the order of the citation.</summary>
public sealed record CareList(CarePackage Package, CareName Name, IReadOnlyList<CareService> Headings);
