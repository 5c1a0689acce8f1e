using System.Globalization;

namespace Osms.Ledger.Synthetic;

/// <summary>Names of people and firms for bank lists; nothing depends on them.</summary>
internal static class Names
{
    private static readonly (string Man, string Woman)[] Families =
    [
        ("Ахметов", "Ахметова"), ("Нұрланов", "Нұрланова"), ("Омаров", "Омарова"), ("Оспанов", "Оспанова"),
        ("Сүлейменов", "Сүлейменова"), ("Жұмабаев", "Жұмабаева"), ("Қасымов", "Қасымова"), ("Сейтқали", "Сейтқали"),
        ("Әбдіров", "Әбдірова"), ("Ермеков", "Ермекова"), ("Тілеубек", "Тілеубек"), ("Байжанов", "Байжанова"),
        ("Иванов", "Иванова"), ("Петренко", "Петренко"), ("Ким", "Ким"), ("Смирнов", "Смирнова"),
        ("Юсупов", "Юсупова"), ("Каримов", "Каримова"), ("Исмаилов", "Исмаилова"), ("Кузнецов", "Кузнецова"),
    ];

    private static readonly string[] Men =
    [
        "Ерлан", "Нұрлан", "Дәурен", "Айдос", "Бауыржан", "Самат", "Алмас", "Тимур", "Руслан", "Арман", "Серік",
        "Марат", "Дархан", "Олег", "Виктор", "Қанат",
    ];

    private static readonly string[] Women =
    [
        "Айгүл", "Динара", "Жанар", "Гүлнәр", "Әсел", "Мәдина", "Сәуле", "Алия", "Назгүл", "Ботагөз", "Айнұр", "Ольга",
        "Елена", "Мария", "Камила", "Зарина",
    ];

    private static readonly string[] Firms =
    [
        "Самал Құрылыс", "Арай Сауда", "Тұлпар Логистик", "Нұр Қызмет", "Алатау Строй", "Жетісу Агро", "Көктем", "Даму",
        "Степь", "Береке Маркет", "Сарыарқа Энерго", "Темір Жол Сервис", "Байтерек Проект", "Каспий Мұнай Сервис",
    ];

    internal static (string Family, string Given, string Father) Of(string iin, bool woman)
    {
        var dice = new Dice(0, long.Parse(iin, CultureInfo.InvariantCulture), Purpose.Person);
        var family = dice.Pick(Families);
        var father = dice.Pick(Men);
        return woman
            ? (family.Woman, dice.Pick(Women), $"{father}қызы")
            : (family.Man, dice.Pick(Men), $"{father}ұлы");
    }

    internal static string Firm(string bin)
    {
        var dice = new Dice(0, long.Parse(bin, CultureInfo.InvariantCulture), Purpose.Employer);
        return $"ТОО \"{dice.Pick(Firms)}\"";
    }
}
