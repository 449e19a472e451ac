using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Artel.Generators;

/// <summary>Reads a method that the dispatch calls, or says why it can't be called.</summary>
internal sealed class MethodReader(KnownTypes known, INamedTypeSymbol process, Action<ITypeSymbol> usePayload)
{
    public MethodModel? Read(IMethodSymbol method, HandlerKind kind, out string why)
    {
        why = WhyNot(method) ?? "";
        return why.Length > 0 ? null : Read(MethodSignature.Of(method, known), kind, out why);
    }

    /// <summary>Reads a method that is an instance's own, not generic, and returns no reference.</summary>
    public MethodModel? Read(MethodSignature method, HandlerKind kind, out string why)
    {
        var returns = Shape(method.Returns, out var value);
        why = kind.EventType() is not null && returns is not (ReturnShape.Nothing or ReturnShape.Task or ReturnShape.ValueTask)
            ? "a handler of events returns nothing, a Task or a ValueTask"
            : "";
        if (why.Length > 0)
            return null;

        var parameters = ImmutableArray.CreateBuilder<ParameterModel>(method.Parameters.Length);
        string? sender = null;
        foreach (var parameter in method.Parameters)
        {
            if ((WhyNot(parameter, kind) ?? WhyNoSecond(parameter, sender)) is { } reason)
            {
                why = reason;
                return null;
            }

            if (parameter.IsSender)
                sender = parameter.Name;
            parameters.Add(Read(parameter, kind));
        }

        if (value is not null)
            usePayload(value);
        var mayAwait = method.IsAsync || returns is not (ReturnShape.Nothing or ReturnShape.Value);
        return new(TypeNames.Identifier(method.Name), returns, mayAwait, new(parameters.MoveToImmutable()),
            value?.Declared(), value is null ? Access.Public : known.AccessTo(value));
    }

    private string? WhyNot(IMethodSymbol method)
    {
        if (method.IsStatic)
            return "it is static, so it has no process";
        if (method.IsGenericMethod)
            return "it is generic, and a message does not say with which types";
        if (method.IsVararg)
            return "it takes an open list of arguments (__arglist)";
        if (method.RefKind != RefKind.None || method.ReturnType.IsRefLikeType || method.ReturnType.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return $"it returns {(method.RefKind != RefKind.None ? "by reference" : $"'{method.ReturnType.Unqualified()}'")}, which can't be kept";
        if (!IsReachable(method))
            return $"it is not accessible from '{process.Name}'";
        return null;
    }

    private bool IsReachable(IMethodSymbol method)
    {
        if (SymbolEqualityComparer.Default.Equals(method.ContainingType, process))
            return true;
        return method.DeclaredAccessibility switch
        {
            Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal => true,
            Accessibility.Internal or Accessibility.ProtectedAndInternal => known.IsOwn(method),
            _ => false,
        };
    }

    private string? WhyNot(ParameterSignature parameter, HandlerKind kind)
    {
        var type = parameter.Type;
        if (parameter.IsByReference)
            return $"parameter '{parameter.Name}' is passed by reference";
        if (parameter.IsSender)
            return WhyNoSender(parameter, kind);
        if (type.IsRefLikeType || type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
            return $"parameter '{parameter.Name}' is a '{type.Unqualified()}', which can't be in a message";
        if (type is IErrorTypeSymbol && known.IsReference(type.Name))
            return $"parameter '{parameter.Name}': a reference is its owner's alone; take a Pid, and make a {type.Name} of it with Process.Get{type.Name.Substring(0, type.Name.Length - 3)}";
        if (kind == HandlerKind.Main && (type.Is(known.Message) || type.Inherits(known.ProcessEvent)))
            return $"parameter '{parameter.Name}': main takes the arguments of the spawn, not a message or an event";
        if (kind == HandlerKind.Message && type.Inherits(known.ProcessEvent))
            return $"parameter '{parameter.Name}': a handler of messages gets no event";
        if (kind.EventType() is { } expected && Source(type, kind) is null)
            return $"parameter '{parameter.Name}': a handler of [{kind.AttributeName()}] takes '{expected}' and a CancellationToken";
        return null;
    }

    private string? WhyNoSender(ParameterSignature parameter, HandlerKind kind)
    {
        if (kind == HandlerKind.Main)
            return $"parameter '{parameter.Name}' is [Sender], and main gets no message; take a Pid as an argument of the spawn";
        if (kind.EventType() is { } eventType)
            return $"parameter '{parameter.Name}' is [Sender], and a handler of [{kind.AttributeName()}] gets no message; take the '{eventType}', whose From says which process it is";
        return parameter.Type.Is(known.Pid)
            ? null
            : $"parameter '{parameter.Name}' is [Sender] and a '{parameter.Type.Unqualified()}'; make it an 'Artel.Pid', or an 'Artel.Pid?' to take messages from outside of any process too";
    }

    private static string? WhyNoSecond(ParameterSignature parameter, string? sender) => parameter.IsSender && sender is not null
        ? $"parameter '{parameter.Name}' is [Sender] as '{sender}' is, and a message has one sender; remove one of them"
        : null;

    private ParameterModel Read(ParameterSignature parameter, HandlerKind kind)
    {
        var type = parameter.Type;
        if (parameter.IsSender)
            return new(ParameterSource.Sender, parameter.Name, "", "", type.RefusesNull(), null, Access.Public);
        if (Source(type, kind) is { } source)
            return new(source, parameter.Name, "", "", false, null, Access.Public);

        usePayload(type);
        return ValueParameter.Read(parameter, known);
    }

    /// <summary>Where the value comes from when it is neither a payload value nor an argument; null otherwise.</summary>
    private ParameterSource? Source(ITypeSymbol type, HandlerKind kind)
    {
        if (type.Is(known.CancellationToken))
            return ParameterSource.Cancelled;
        if (type.Is(known.ProcessContext))
            return ParameterSource.Process;
        if (kind == HandlerKind.Message && type.Is(known.Message))
            return ParameterSource.Message;
        if (EventType(kind) is { } eventType && (type.Is(known.ProcessEvent) || type.Is(eventType)))
            return ParameterSource.Event;
        return null;
    }

    private ITypeSymbol? EventType(HandlerKind kind) => kind switch
    {
        HandlerKind.Exit => known.ExitEvent,
        HandlerKind.LinkDown => known.LinkDownEvent,
        HandlerKind.Cancel => known.CancelEvent,
        _ => null,
    };

    /// <summary>What a method of that type gives back, and the type of the value in it; null for none.</summary>
    public ReturnShape Shape(ITypeSymbol type, out ITypeSymbol? value)
    {
        value = null;
        if (type.SpecialType == SpecialType.System_Void)
            return ReturnShape.Nothing;
        if (type.Is(known.Task))
            return ReturnShape.Task;
        if (type.Is(known.ValueTask))
            return ReturnShape.ValueTask;
        value = type;
        if (type.IsMadeFrom(known.TaskOf))
        {
            value = ((INamedTypeSymbol)type).TypeArguments[0];
            return ReturnShape.TaskOfValue;
        }

        if (type.IsMadeFrom(known.ValueTaskOf))
        {
            value = ((INamedTypeSymbol)type).TypeArguments[0];
            return ReturnShape.ValueTaskOfValue;
        }

        return ReturnShape.Value;
    }
}
