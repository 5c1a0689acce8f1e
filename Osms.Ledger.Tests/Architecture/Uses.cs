using System.Reflection;
using System.Reflection.Emit;

namespace Osms.Ledger.Tests.Architecture;

/// <summary>What a type mentions in its declaration and in the code of its methods: types, members and texts.</summary>
internal sealed class Uses
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    private readonly HashSet<Type> _types = [];
    private readonly HashSet<string> _members = [];
    private readonly HashSet<string> _texts = [];

    private Uses(Type type)
    {
        Add(type.BaseType);
        Array.ForEach(type.GetInterfaces(), Add);
        Attributes(type);
        foreach (var field in type.GetFields(Everything))
        {
            Add(field.FieldType);
            Attributes(field);
        }

        foreach (var method in type.GetMembers(Everything).OfType<MethodBase>())
        {
            Signature(method);
            Attributes(method);
            if (method.GetMethodBody() is { } body)
            {
                Body(method, body);
            }
        }
    }

    /// <summary>Definitions, without arrays, arguments and the like.</summary>
    internal IReadOnlySet<Type> Types => _types;

    /// <summary>Methods and fields that the code uses, as <c>Namespace.Type.Member</c>.</summary>
    internal IReadOnlySet<string> Members => _members;

    /// <summary>Literals.</summary>
    internal IReadOnlySet<string> Texts => _texts;

    internal static Uses Of(Type type) => new(type);

    private void Body(MethodBase method, MethodBody body)
    {
        foreach (var local in body.LocalVariables)
        {
            Add(local.LocalType);
        }

        foreach (var clause in body.ExceptionHandlingClauses)
        {
            Add(clause.Flags == ExceptionHandlingClauseOptions.Clause ? clause.CatchType : null);
        }

        var il = body.GetILAsByteArray()!;
        for (var at = 0; at < il.Length;)
        {
            var code = Codes[il[at] == 0xFE ? unchecked((short)(0xFE00 | il[at + 1])) : il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok
                or OperandType.InlineType)
            {
                Member(Resolve(method, BitConverter.ToInt32(il, at)));
            }
            else if (code.OperandType == OperandType.InlineString)
            {
                _texts.Add(method.Module.ResolveString(BitConverter.ToInt32(il, at)));
            }

            at += OperandLength(code.OperandType, il, at);
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static int OperandLength(OperandType operand, byte[] il, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, at)),
        _ => 4,
    };

    private void Member(MemberInfo? member)
    {
        if (member is Type type)
        {
            Add(type);
            return;
        }

        Add(member?.DeclaringType);
        _members.Add($"{member?.DeclaringType?.FullName}.{member?.Name}");
        if (member is FieldInfo field)
        {
            Add(field.FieldType);
        }
        else if (member is MethodBase method)
        {
            Signature(method);
        }
    }

    private void Signature(MethodBase method)
    {
        Add((method as MethodInfo)?.ReturnType);
        Array.ForEach(method.GetParameters(), parameter => Add(parameter.ParameterType));
        if (method.IsGenericMethod)
        {
            Array.ForEach(method.GetGenericArguments(), Add);
        }
    }

    private void Attributes(MemberInfo member)
    {
        foreach (var attribute in member.GetCustomAttributesData())
        {
            Add(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments)
            {
                Add(argument.Value as Type);
            }
        }
    }

    private void Add(Type? type)
    {
        if (type is null)
        {
            return;
        }

        if (type.IsGenericParameter)
        {
            // A parameter of the base of itself (T : IComparable<T>) would go round for ever.
            Array.ForEach([.. type.GetGenericParameterConstraints().Where(c => !c.ContainsGenericParameters)], Add);
        }
        else if (type.HasElementType)
        {
            Add(type.GetElementType());
        }
        else if (type.IsConstructedGenericType)
        {
            _types.Add(type.GetGenericTypeDefinition());
            Array.ForEach(type.GetGenericArguments(), Add);
        }
        else
        {
            _types.Add(type);
        }
    }
}
