using System.Linq.Expressions;
using System.Reflection;

namespace Osms.Ledger.Handlers;

/// <summary>The method that handles a message.</summary>
/// <param name="Message">Its first parameter.</param>
/// <param name="Answer">What it answers, at once or later.</param>
/// <param name="Method">Static; the other parameters are services and the cancellation.</param>
public sealed record HandlerMethod(Type Message, Type Answer, MethodInfo Method)
{
    private const string Convention = "Handle";
    private const string Class = "Handler";

    /// <summary>Those of this folder, one for each message.</summary>
    public static IReadOnlyList<HandlerMethod> All { get; } =
        Of([.. typeof(HandlerMethod).Assembly.GetTypes().Where(t => t.Namespace == typeof(HandlerMethod).Namespace)]);

    /// <exception cref="InvalidOperationException">
    /// A message has no handler or two, or a handler is not as the convention wants it; says which.
    /// </exception>
    public static IReadOnlyList<HandlerMethod> Of(IReadOnlyCollection<Type> types)
    {
        HandlerMethod[] found =
        [
            .. from type in types
               where type.IsClass && type.Name.EndsWith(Class, StringComparison.Ordinal)
               from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
               where method.Name == Convention
               select Of(method),
        ];
        if (found.GroupBy(h => h.Message).FirstOrDefault(all => all.Count() > 1) is { } twice)
        {
            throw new InvalidOperationException($"{twice.Key} has {twice.Count()} handlers.");
        }

        // Of a generic message each list has its own.
        var handled = found.Select(h => h.Message.IsGenericType ? h.Message.GetGenericTypeDefinition() : h.Message);
        return types.Where(IsMessage).Except(handled).FirstOrDefault() is { } without
            ? throw new InvalidOperationException($"{without} has no handler.")
            : found;
    }

    /// <summary>The types of its parameters between the message and the cancellation.</summary>
    public IEnumerable<Type> Services =>
        Method.GetParameters().Skip(1).Select(p => p.ParameterType).Where(t => t != typeof(CancellationToken));

    /// <summary>A function of the message and the cancellation, with the services in place.</summary>
    internal Delegate ToCall(Func<Type, object> service)
    {
        var messageType = typeof(IMessage<>).MakeGenericType(Answer);
        var message = Expression.Parameter(messageType);
        var cancellation = Expression.Parameter(typeof(CancellationToken));
        var call = Expression.Call(
            Method,
            [
                Expression.Convert(message, Message),
                .. Method.GetParameters().Skip(1).Select(p => p.ParameterType).Select(type =>
                    type == typeof(CancellationToken)
                        ? (Expression)cancellation
                        : Expression.Constant(service(type), type)),
            ]);
        return Expression.Lambda(
            typeof(Func<,,>).MakeGenericType(
                messageType, typeof(CancellationToken), typeof(Task<>).MakeGenericType(Answer)),
            AnswersLater(Method) ? call : Expression.Call(typeof(Task), nameof(Task.FromResult), [Answer], call),
            message,
            cancellation).Compile();
    }

    private static HandlerMethod Of(MethodInfo method)
    {
        var parameters = method.GetParameters();
        var message = parameters.FirstOrDefault()?.ParameterType;
        var answer = AnswersLater(method) ? method.ReturnType.GetGenericArguments()[0] : method.ReturnType;
        return message is not null && parameters.Skip(1).All(p => p.ParameterType.IsClass
                || p.ParameterType.IsInterface || p.ParameterType == typeof(CancellationToken))
            && AnswerOf(message) == answer
            && parameters.All(p => p.ParameterType != answer)
            ? new HandlerMethod(message, answer, method)
            : throw new InvalidOperationException(
                $"{method.DeclaringType}.{method} is no handler: it takes a message, services and the cancellation, "
                + "and answers what the message says, which is none of these.");
    }

    private static bool AnswersLater(MethodInfo method) =>
        method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(Task<>);

    private static bool IsMessage(Type type) => type.IsClass && AnswerOf(type) is not null;

    private static Type? AnswerOf(Type message) => message.GetInterfaces()
        .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IMessage<>))
        ?.GetGenericArguments()[0];
}
