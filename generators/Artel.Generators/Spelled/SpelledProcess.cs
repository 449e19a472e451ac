using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Artel.Generators;

/// <summary>
/// Reads a process class that is plain: handlers whose types can be found by their spelling, fields, properties, and no constructor. It finds
/// what <see cref="ProcessReader"/> finds of it, and nothing as soon as there is anything to report.
/// </summary>
internal sealed class SpelledProcess
{
    private static readonly IdentifierNameSyntax Sender = SyntaxFactory.IdentifierName("Sender");
    private static readonly IdentifierNameSyntax SenderAttribute = SyntaxFactory.IdentifierName("SenderAttribute");

    private readonly INamedTypeSymbol _process;
    private readonly SpelledScope _scope;
    private readonly KnownTypes _known;
    private readonly MethodReader _reader;
    private readonly FoundMethods _methods = new();

    private SpelledProcess(INamedTypeSymbol process, SpelledScope scope, KnownTypes known, PayloadTypes payloads)
    {
        _process = process;
        _scope = scope;
        _known = known;
        _reader = new(known, process, payloads.Use);
    }

    /// <summary>The reading; null for a class that is not as plain.</summary>
    public static ProcessReading? Read(
        INamedTypeSymbol process, string id, SpelledScope scope, KnownTypes known, ReadSources sources, CancellationToken cancelled)
    {
        var problems = new List<Problem>();
        var permissionReader = new PermissionReader(known, problems, cancelled);
        if (!IsPlain(scope.Declaration, permissionReader) || process.Name == "Process" || !DefinitionIds.IsValid(id))
            return null;
        var permissions = permissionReader.ReadOwn(process);
        var payloads = new PayloadTypes(known.Payloads, sources);
        var reader = new SpelledProcess(process, scope, known, payloads);
        return problems.Count == 0 && reader.ReadMethods()
            ? new(reader.Model(id, permissions, known.AccessTo(process), sources), payloads.ToEquatableArray(), default)
            : null;
    }

    private static bool IsPlain(TypeDeclarationSyntax declaration, PermissionReader permissions)
    {
        if (declaration is not ClassDeclarationSyntax { ParameterList: null } || !declaration.Modifiers.Any(SyntaxKind.PartialKeyword)
            || declaration.Modifiers.Any(SyntaxKind.StaticKeyword) || declaration.Modifiers.Any(SyntaxKind.AbstractKeyword))
            return false;
        foreach (var member in declaration.Members)
        {
            if (!IsPlain(member, permissions))
                return false;
        }

        return true;
    }

    /// <summary>Whether a member is a method, field or property that has nothing to do with how the process is made, and no permission.</summary>
    private static bool IsPlain(MemberDeclarationSyntax member, PermissionReader permissions)
    {
        if (member.AttributeLists.Count > 0 && permissions.MayDeclare(member))
            return false;
        switch (member)
        {
            case MethodDeclarationSyntax method:
                return method.Identifier.ValueText != "Process";
            case PropertyDeclarationSyntax property:
                foreach (var accessor in property.AccessorList?.Accessors ?? default)
                {
                    if (permissions.MayDeclare(accessor))
                        return false;
                }

                return property.Identifier.ValueText != "Process" && !property.Modifiers.Any(SyntaxKind.RequiredKeyword);
            case FieldDeclarationSyntax field:
                foreach (var variable in field.Declaration.Variables)
                {
                    if (variable.Identifier.ValueText == "Process")
                        return false;
                }

                return !field.Modifiers.Any(SyntaxKind.RequiredKeyword);
            default:
                return false;
        }
    }

    /// <summary>Whether all methods with an attribute could be read, and go together.</summary>
    private bool ReadMethods()
    {
        var slots = new HashSet<(HandlerKind, string?)>();
        foreach (var member in _scope.Declaration.Members)
        {
            if (member is not MethodDeclarationSyntax { AttributeLists.Count: > 0 } method || AttributeOf(method, out var kind) is not { } attribute)
                continue;
            if (!HandlerFinder.IsSpelled(kind, attribute, out var topic) || !slots.Add((kind, topic)) || Signature(method) is not { } signature
                || _reader.Read(signature, kind, out _) is not { } model)
                return false;
            _methods.Add(kind, topic, model);
        }

        return _methods.Main is null || !_methods.HasHandlers;
    }

    private static AttributeSyntax? AttributeOf(MethodDeclarationSyntax method, out HandlerKind kind)
    {
        foreach (var list in method.AttributeLists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (HandlerKinds.Find(attribute.SimpleName()) is { } found)
                {
                    kind = found;
                    return attribute;
                }
            }
        }

        kind = default;
        return null;
    }

    private MethodSignature? Signature(MethodDeclarationSyntax method)
    {
        if (method.TypeParameterList is not null || method.ExplicitInterfaceSpecifier is not null
            || method.Modifiers.Any(SyntaxKind.StaticKeyword) || method.Modifiers.Any(SyntaxKind.PartialKeyword)
            || _scope.Find(method.ReturnType) is not { IsRefLikeType: false } returns)
            return null;
        var parameters = ImmutableArray.CreateBuilder<ParameterSignature>(method.ParameterList.Parameters.Count);
        foreach (var parameter in method.ParameterList.Parameters)
        {
            var isSender = parameter.AttributeLists.Count > 0;
            if (parameter is not { Modifiers.Count: 0, Default: null, Type: { } spelled } || (isSender && !IsSender(parameter.AttributeLists)) || _scope.Find(spelled) is not { } type)
                return null;
            parameters.Add(new(parameter.Identifier.ValueText, type, IsByReference: false, Default: null, isSender));
        }

        return new(method.Identifier.ValueText, method.Modifiers.Any(SyntaxKind.AsyncKeyword), returns, parameters.MoveToImmutable());
    }

    /// <summary>Whether a parameter's attributes are <c>[Sender]</c> and no other.</summary>
    private bool IsSender(SyntaxList<AttributeListSyntax> lists) => lists.Count == 1
        && lists[0] is { Target: null, Attributes: { Count: 1 } attributes } && attributes[0] is { ArgumentList: null, Name: IdentifierNameSyntax name }
        && name.Identifier.Text == Sender.Identifier.Text
        && _scope.Find(SenderAttribute) is { } attribute && attribute.Is(_known.SenderAttribute)
        // A type that has the very name goes first if it is an attribute.
        && _scope.Find(Sender) is null;

    private ProcessModel Model(string id, EquatableArray<PermissionModel> permissions, Access access, ReadSources sources)
    {
        var name = _process.Unqualified();
        return new(
            _process.ContainingNamespace.IsGlobalNamespace ? "" : _process.ContainingNamespace.Unqualified(),
            Containers: default,
            ProcessReader.Header(_scope.Declaration),
            "global::" + name,
            access,
            ReferenceNames.Choose(_process, sources),
            name.Replace("@", ""),
            _scope.Declaration.SyntaxTree.FilePath,
            id,
            permissions,
            MaxMailboxLength: 0,
            Host: null,
            PropertyModifiers: "private",
            ConstructorArguments: default,
            ConstructorParameters: default,
            _methods.Main,
            _methods.Handlers,
            _methods.Events);
    }
}
